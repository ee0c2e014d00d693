"""Starting and wiring. The only package that knows everything."""
