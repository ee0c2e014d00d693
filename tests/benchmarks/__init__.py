"""Measurements: `python -m tests.benchmarks` prints ratios of things run side by side in the same run."""
