"""How well the look-up does: labelled queries, what is measured on them, and the peers it is measured against."""
