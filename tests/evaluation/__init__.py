"""The labelled queries, and what is measured and fitted on them: `python -m tests.evaluation [fit]`.

`queries/tuning.jsonl` may be looked at and tuned on; `queries/test.jsonl` is only ever measured. Their on-topic queries
were written apart from one another, from the essay alone and without sight of the entries; the off-topic ones together,
and then dealt out in turn.
"""
