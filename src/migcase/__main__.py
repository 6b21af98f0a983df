"""``python -m migcase`` is ``migcase``."""

from migcase.cli import main

main()
