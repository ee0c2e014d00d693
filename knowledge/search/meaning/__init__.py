"""Texts as vectors that lie near each other where their meanings do: an optional extra (``semantic``), without torch.

Models are folders as sentence-transformers saves them. Nothing here imports numpy or the other packages of the extra
until a model is opened, and nothing else of the program needs this package.
"""
