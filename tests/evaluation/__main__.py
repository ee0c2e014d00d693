"""Print how the look-up does on both halves of the labelled queries, or fit its models: `… fit`."""

from __future__ import annotations

import asyncio
import sys

from tests.evaluation import fit, measure

if sys.argv[1:] == ["fit"]:
    fit.main()
else:
    asyncio.run(measure.main())
