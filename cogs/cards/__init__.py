"""Cards: what an answer shows, in order, and how Discord shows it."""
