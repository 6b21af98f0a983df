"""Tables: drawn by rich where somebody looks at a terminal, plain columns elsewhere.

Cells come as they are to be read; see `migcase.cli.display`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from migcase.cli.display import columns, is_terminal, isolated, shortened, width_of

# The colours of a cell, by how urgent its row is.
STYLES = {"late": "bold red", "today": "yellow", "soon": "", "quiet": "dim"}


def print_table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    styles: Sequence[str] = (),
    narrow: int = -1,
) -> None:
    """Print *rows* under *headings*; the column *narrow* gives way where room is short.

    *styles* says for each row how urgent it is.
    """
    listed = [list(row) for row in rows]
    if is_terminal() and _is_colourful():
        _draw(headings, listed, styles, narrow)
    else:
        for line in _lines(headings, listed, narrow):
            click.echo(line)


def _is_colourful() -> bool:
    context = click.get_current_context(silent=True)
    return context is None or context.color is not False


def _draw(
    headings: Sequence[str],
    rows: list[list[str]],
    styles: Sequence[str],
    narrow: int,
) -> None:
    from rich.box import SIMPLE_HEAD  # slow to import, and pipes need none of it
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=False)
    for place, heading in enumerate(headings):
        is_narrow = place == narrow % len(headings)
        table.add_column(Text(heading), no_wrap=not is_narrow, overflow="fold")
    for place, row in enumerate(rows):
        style = STYLES.get(styles[place], "") if place < len(styles) else ""
        cells = [Text(isolated(cell)) for cell in row]
        table.add_row(*cells, style=style)
    Console(highlight=False, markup=False).print(table)


def _lines(
    headings: Sequence[str], rows: list[list[str]], narrow: int
) -> Iterable[str]:
    everything = [list(headings), *rows]
    widths = [max(map(width_of, column)) for column in zip(*everything, strict=True)]
    room = columns() - sum(widths) - 2 * (len(widths) - 1)
    if is_terminal() and room < 0:  # in a pipe nothing is cut
        widths[narrow] = max(12, widths[narrow] + room)
    for row in everything:
        cells = [
            _padded(shortened(cell, width), width)
            for cell, width in zip(row, widths, strict=True)
        ]
        yield "  ".join(cells).rstrip()


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - width_of(cell))
