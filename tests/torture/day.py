"""What is typed on one day in one office.

Every command that writes, at least once; each with an id of its own, so that it can
be sent again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from migcase.numbers import format_number
from migcase.people.numbers import FAMILY, PERSON, number_of

OFFICE = "MA"


@frozen
class Typed:
    """One command: its words, and who types it."""

    words: tuple[str, ...]
    by: str = "amina"

    @property
    def id(self) -> str:
        return self.words[self.words.index("--id") + 1]

    def line(self) -> tuple[str, ...]:
        """Return the words behind `migcase`."""
        return (*self.words, "--as", self.by, "--json", "--lang", "en")


def a_day() -> list[Typed]:
    """Return the commands of a day, in their order."""
    return [*_people(), *_one_whole_case(1), *_found_again(2), *_a_hold(3)]


def notes(count: int, case: int = 1) -> list[Typed]:
    """Return *count* commands that write a note into a case."""
    number = number_of_case(case)
    words = ("note", number, "Called again, nobody answered.", "--id")
    return [Typed((*words, f"note-{place}")) for place in range(count)]


def number_of_case(serial: int) -> str:
    """Return the number of the case that was opened as the *serial*-th."""
    return format_number(OFFICE, 2026, serial)


def person(place: int) -> str:
    """Return the number of the person who was added as that of *place*."""
    return number_of(PERSON, OFFICE, f"person-{place}")


def _one_whole_case(serial: int) -> Iterator[Typed]:
    case = number_of_case(serial)
    told = _facts(how="stolen", lost_on="2026-03-01", police="yes", story="On a bus.")
    letter = _facts(nationality="SN", papers="birth,photo", copies="2")
    rows: Sequence[tuple[str, ...]] = (
        ("open", "passport"),
        ("done", case, "report", *told),
        ("assign", case, "bashir"),
        ("line", case, "relative", "--key", "r1", *_facts(who=person(2))),
        ("done", case, "letter", *letter),
        ("state", case, *_facts(copies="3")),
        ("reopen", case, "letter", "--reason", "The photograph was missing."),
        ("done", case, "letter", *_facts(nationality="SN", papers="copy", copies="1")),
        ("done", case, "form"),
        ("note", case, "The brother calls on Fridays."),
    )
    yield from (_typed(row, f"whole-{place}") for place, row in enumerate(rows))
    by_bashir: Sequence[tuple[str, ...]] = (
        ("waive", case, "photo", "--line", "r1", "--reason", "There is one."),
        ("done", case, "check"),
        ("state", case, *_facts(ready="yes")),
        ("done", case, "handover", *_facts(fee="20 EUR")),
        ("state", case, *_facts(ready="no")),
        ("confirm", case, "handover", "--reason", "It was at the desk then."),
        ("line", case, "r1", "--end", "left"),
        ("close", case, "replaced", "--yes"),
    )
    for place, row in enumerate(by_bashir):
        yield _typed(row, f"bashir-{place}", "bashir")


def _people() -> Iterator[Typed]:
    told = (
        ("--given", "Fatoumata", "--family", "Diarrassouba", "--born", "1994"),
        (
            "--given",
            "Fatoumatta",
            "--family",
            "Diarrassouba",
            "--phone",
            "+212612345678",
        ),
        ("--given", "Aïssatou", "--family", "Diarrassouba", "--sex", "female"),
        ("--given", "Souleymane", "--given-arabic", "موسى", "--nationality", "SN"),
    )
    for place, row in enumerate(told):
        yield _typed(("person", "add", *row), f"person-{place}")
    fatou, fatu, aissatou, moussa = map(person, range(4))
    first, second = (number_of(FAMILY, OFFICE, f"family-{n}") for n in (0, 5))
    rows: Sequence[tuple[str, ...]] = (
        ("family", "form", fatou, f"{aissatou}=child"),
        ("family", "add", first, moussa, "spouse"),
        ("family", "head", first, moussa, f"{fatou}=spouse", f"{aissatou}=child"),
        ("family", "leave", first, fatou, "--reason", "Lives elsewhere."),
        ("family", "add", first, fatou, "spouse"),
        ("family", "split", first, fatou, f"{aissatou}=child", "--reason", "Parted."),
        ("family", "move", moussa, second, "spouse", "--reason", "Together again."),
        ("edit", fatou, "--phone", "+212698765432"),
        ("merge", fatou, fatu, "--reason", "The same passport.", "--yes"),
        ("merge", fatu, "--undo", "--reason", "It was not."),
        ("merge", fatou, fatu, "--apart", "--reason", "Born in other years."),
    )
    for place, row in enumerate(rows):
        yield _typed(("person", *row), f"family-{place}")


def _found_again(serial: int) -> Iterator[Typed]:
    case = number_of_case(serial)
    rows: Sequence[tuple[str, ...]] = (
        ("open", "passport", "--about", person(0)),
        ("done", case, "report", *_facts(how="lost", lost_on="?")),
        ("close", case, "found", *_facts(grounds="In the drawer."), "--yes"),
    )
    yield from (_typed(row, f"found-{place}") for place, row in enumerate(rows))
    again = ("reopen-case", case, "--reason", "It was another one.")
    yield _typed(again, "found-again", "bashir")


def _a_hold(serial: int) -> Iterator[Typed]:
    case = number_of_case(serial)
    wait = _facts(wait_for="The consulate moves.")
    yield _typed(("open", "passport"), "hold-0")
    yield _typed(("hold", case, "closed-consulate", *wait), "hold-1")
    again = ("resume", case, "closed-consulate", "--reason", "It is open.")
    yield _typed(again, "hold-2", "bashir")


def _typed(words: tuple[str, ...], sent: str, by: str = "amina") -> Typed:
    return Typed((*words, "--id", sent), by)


def _facts(**told: str) -> tuple[str, ...]:
    return tuple(
        word for key, value in told.items() for word in ("--fact", f"{key}={value}")
    )
