"""Help, the first words, and what is missing where."""
