"""Tables: drawn by rich where somebody looks at a terminal, plain columns elsewhere.

Cells come as they are to be read; see `migcase.cli.display`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

import click

from migcase.cli.display import (
    broken,
    columns,
    gated,
    is_terminal,
    isolated,
    width_of,
)

# The colours of a cell, by how urgent its row is.
STYLES = {"late": "bold red", "today": "yellow", "soon": "", "quiet": "dim"}


# No word is broken to less than that, so that a case number stands in one piece.
NARROWEST = 13
# Where many columns leave no room even so, only those of numbers are kept to that.
NARROW = 8
GAP = 2


def print_table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    styles: Sequence[str] = (),
) -> None:
    """Print *rows* under *headings*, no wider than the terminal, or 80 columns.

    A cell for which there is no room goes on in the next line.  *styles* says for each
    row how urgent it is.
    """
    listed = [list(map(gated, row)) for row in rows]
    widths, gap = _layout([list(headings), *listed])
    if is_terminal() and _is_colourful():
        _draw(headings, listed, styles, widths, gap)
    else:
        for row in (list(headings), *listed):
            for line in _lines(row, widths, gap):
                click.echo(line)


def _is_colourful() -> bool:
    context = click.get_current_context(silent=True)
    return context is None or context.color is not False


def _layout(rows: list[list[str]]) -> tuple[list[int], int]:
    """Return how wide each column may be, and what parts them; the widest give way.

    A word is broken only where even that leaves no room, nor a narrower gap.
    """
    columns_of = list(zip(*rows, strict=True))
    widths = [max(map(width_of, column)) for column in columns_of]
    longest = [
        max((word for cell in column for word in cell.split(" ")), key=width_of)
        for column in columns_of
    ]
    words = list(map(width_of, longest))
    gaps = len(widths) - 1
    gap = GAP if sum(words) + GAP * gaps <= columns() else 1
    room = columns() - gap * gaps
    narrow = [NARROWEST if any(map(str.isdigit, word)) else NARROW for word in longest]
    for least in (words, [NARROWEST] * len(words), narrow):
        while sum(widths) > room:
            wide = [n for n, width in enumerate(widths) if width > least[n]]
            if not wide:
                break
            widths[max(wide, key=widths.__getitem__)] -= 1
    return widths, gap


def _draw(
    headings: Sequence[str],
    rows: list[list[str]],
    styles: Sequence[str],
    widths: Sequence[int],
    gap: int,
) -> None:
    from rich.box import SIMPLE_HEAD  # slow to import, and pipes need none of it
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    # What parts two columns is one blank of the box, the rest padding.
    padding = (0, gap - 1, 0, 0)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=padding)
    for heading, width in zip(headings, widths, strict=True):
        table.add_column(Text(heading), width=width, overflow="fold")
    for place, row in enumerate(rows):
        style = STYLES.get(styles[place], "") if place < len(styles) else ""
        cells = [Text(isolated(cell)) for cell in row]
        table.add_row(*cells, style=style)
    Console(highlight=False, markup=False).print(table)


def _lines(row: Sequence[str], widths: Sequence[int], gap: int) -> Iterator[str]:
    """Yield the lines that a row takes."""
    pairs = zip(row, widths, strict=True)
    cells = [broken(cell, width) for cell, width in pairs]
    for parts in zip_longest(*cells, fillvalue=""):
        padded = map(_padded, parts, widths)
        yield (" " * gap).join(padded).rstrip()


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - width_of(cell))
