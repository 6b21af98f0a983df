"""Which tables an office has: their revisions, and what its file says it is."""

from __future__ import annotations

# The revisions of the tables, oldest first; the last is the one that is used.
REVISIONS = ("0001", "0002", "0003", "0004")
HEAD = REVISIONS[-1]

# "migc": what a SQLite file says it is.
APPLICATION_ID = 0x6D696763
