"""How a source and a locator are written out."""
