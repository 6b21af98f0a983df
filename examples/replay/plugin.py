"""The three programmes, as an office gets them."""

from __future__ import annotations

from examples.replay.billing import BILLING_PACKAGE
from examples.replay.fines import FINES
from examples.replay.sepsis import SEPSIS_PATHWAY
from migcase import Programme, hookimpl


@hookimpl
def migcase_programmes() -> list[Programme]:
    """Declare one programme for each log."""
    return [FINES, SEPSIS_PATHWAY, BILLING_PACKAGE]
