"""The schema's history. A new migration is a dated module in ``versions`` and a line at the end of REVISIONS.

The list stands here so that an up-to-date database opens without importing Alembic.
"""

REVISIONS = (
    "2026_11_22_library",
    "2026_11_24_look_up",
    "2026_11_24_debate",
    "2026_11_24_revisions",
    "2026_11_24_drafts",
)
"""Every revision this program knows, oldest first."""

HEAD = REVISIONS[-1]
"""The revision that this program's tables have."""
