"""The page of rights, made from the table that is enforced.

``python -m tests.office.rights_page`` writes it; `test_rights` holds it to the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from migcase.cli.office_words import ACTS, HATS, RELATIONS, SENSITIVITIES
from migcase.cli.rights_page import office_rows, rows_of
from migcase.roster import rights

PAGE = Path(__file__).parents[2] / "docs/reference/rights.md"


def page() -> str:
    """Return the page; what stands before the tables is kept as it is."""
    head = PAGE.read_text("utf-8").partition("\n## With a case")[0].rstrip()
    return "\n".join((head, "", *_cases(), *_office())).rstrip() + "\n"


def _cases() -> Iterator[str]:
    yield "\n## With a case\n"
    for hat in rights.HATS:
        yield f"### As {HATS[hat]}\n"
        yield from _table(("Act", *rights.RELATIONS), _rows(hat))
        yield ""


def _rows(hat: str) -> Iterator[Sequence[str]]:
    for act, cells in rows_of(hat):
        yield f"`{act}`: {ACTS[act]}", *(_cell(cell) for cell in cells)


def _cell(sensitivities: Sequence[str]) -> str:
    return ", ".join(f"`{one}`" for one in sensitivities) or "—"


def _office() -> Iterator[str]:
    yield "## With the office\n"
    rows = (
        (f"`{act}`: {ACTS[act]}", ", ".join(f"`{hat}`" for hat in hats))
        for act, hats in office_rows()
    )
    yield from _table(("Act", "Hats"), rows)
    yield ""


def _table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield f"| {' | '.join(row)} |"


# The words of the page are those of the tables it is made from.
assert set(RELATIONS) == set(rights.RELATIONS)
assert set(SENSITIVITIES) == set(rights.SENSITIVITIES)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
