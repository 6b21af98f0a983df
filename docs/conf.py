"""How Sphinx builds the pages: Markdown, furo, and a warning is an error."""

project = "migcase"
author = "The migcase maintainers"
copyright = "The migcase maintainers"  # noqa: A001 -- the name Sphinx asks for

extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = "migcase"
exclude_patterns = ["_build"]
