"""Packs: a text, its sources and its entries as a folder that a person writes by hand."""
