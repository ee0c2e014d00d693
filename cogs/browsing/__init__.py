"""Leafing through what there is: topics, sources, the essay itself, the map of its argument."""
