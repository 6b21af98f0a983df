"""The kit for plugin writers: a desk to sit down at, and a check of every path.

It stands on the kernel alone: no database, no plugin and no clock.
"""

from __future__ import annotations

from migcase.testing.desk import Desk

__all__ = ["Desk"]
