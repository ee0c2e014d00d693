"""Citing answers and works in every style."""
