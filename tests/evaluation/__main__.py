"""Print the two models, fitted on the tuning half of the labelled queries."""

from __future__ import annotations

from tests.evaluation import fit

fit.main()
