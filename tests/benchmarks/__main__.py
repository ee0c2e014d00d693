"""Run the benchmarks named on the command line, or all of them."""

from __future__ import annotations

import sys
from collections.abc import Callable

from tests.benchmarks import answering, asking, flood, load, lookup, scale, stalls

BENCHMARKS: dict[str, Callable[[], None]] = {
    "answering": answering.main,
    "asking": asking.main,
    "flood": flood.main,
    "lookup": lookup.main,
    "load": load.main,
    "scale": scale.main,
    "stalls": stalls.main,
}

for name in sys.argv[1:] or BENCHMARKS:
    BENCHMARKS[name]()
