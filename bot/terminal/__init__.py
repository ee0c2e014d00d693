"""The terminal's face: the same cards as in Discord, in colour, plain, or as JSON."""
