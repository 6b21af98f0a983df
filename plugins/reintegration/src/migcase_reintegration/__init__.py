"""Reintegration: from the homecoming to standing on one's own feet.

The programme will cover the needs assessed together with the person, the plan and
its approval, the assistance handed over, and the visits that follow. It is not
written yet: this module declares nothing, so an office can open no case under it.
"""
