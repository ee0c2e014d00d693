"""Fitting how sure a look-up is: `python -m tests.evaluation` prints the two models of knowledge.search.confidence."""
