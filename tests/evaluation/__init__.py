"""The labelled queries, and what is measured and fitted on them: `python -m tests.evaluation [fit]`.

`queries/tuning.jsonl` may be looked at and tuned on; `queries/test.jsonl` is only ever measured. Their on-topic queries
were written by two people from the essay alone, one half each; the off-topic ones by a third and dealt out in turn.
"""
