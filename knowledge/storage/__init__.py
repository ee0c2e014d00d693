"""Where the library is kept: SQLite or PostgreSQL behind one repository. Rows never leave this package."""
