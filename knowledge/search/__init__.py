"""From a query to ranked matches, and how sure they are."""
