"""The beginnings of a pack from a plain text or Markdown file: what a machine can find is found, the rest is asked.

:mod:`around` takes a table of contents away, :mod:`pieces` cuts the text into headings and paragraphs, :mod:`notes`
finds the notes and their marks, :mod:`draft` puts them together as an edition; :mod:`quotations` and :mod:`citations`
look through that, :mod:`files` writes the pack's files, and :mod:`make` does all of it. Nothing is guessed in silence:
see :mod:`decisions`.
"""
