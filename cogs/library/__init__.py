"""Keeping a guild's own entries: writing, editing, retiring and restoring them, with their history."""
