"""The kit for plugin writers: a desk to sit down at, and a check of every path.

A desk stands on the kernel alone: no database, no plugin and no clock.
"""

from __future__ import annotations

from migcase.testing.check import check_programme
from migcase.testing.consenting import consenting
from migcase.testing.desk import Desk
from migcase.testing.walk import PromiseBroken

__all__ = ["Desk", "PromiseBroken", "check_programme", "consenting"]
