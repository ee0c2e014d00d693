"""Addresses as programs open them: with a scheme, which a text may leave out where people read it."""

from __future__ import annotations

import re

_SCHEME = re.compile(r"[a-z][a-z0-9+-]*:|//", re.IGNORECASE)
"""What an address begins with where its scheme is told, or is left to where it stands. A host's name before a port has
a full stop in it.
"""


def opened(address: str) -> str:
    """The address with https before it where it has no scheme; any other as it stands.

    >>> opened("example.org/bread"), opened("http://example.org")
    ('https://example.org/bread', 'http://example.org')
    """
    address = " ".join(address.splitlines()).strip()
    return address if not address or _SCHEME.match(address) else f"https://{address}"
