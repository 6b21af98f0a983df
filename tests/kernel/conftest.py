"""How many examples the kernel's properties get.

``pytest --hypothesis-profile=ci-long tests/kernel`` looks for an hour where the
everyday profile looks for a minute.
"""

from __future__ import annotations

import hypothesis

hypothesis.settings.register_profile(
    "ci-long",
    deadline=None,
    max_examples=5_000,
    print_blob=True,
    suppress_health_check=(
        hypothesis.HealthCheck.too_slow,
        hypothesis.HealthCheck.data_too_large,
    ),
)
