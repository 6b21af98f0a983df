"""Who somebody is: names, birth, papers, and how they can be reached safely.

Plain values that anybody may make, kept without the blanks around them; what is wrong
with them is said in `migcase.people.checks`.  A case knows a person by the opaque id
alone.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from attrs import field, frozen

LEGAL, ALIAS = "legal", "alias"
NAME_KINDS = (LEGAL, "birth", "married", ALIAS, "nickname", "former")
SEXES = ("female", "male", "other", "unknown")
CONTACT_KINDS = ("phone", "whatsapp", "email", "address", "other")
DOCUMENT_KINDS = (
    "passport",
    "laissez-passer",
    "identity-card",
    "residence-permit",
    "consular-card",
    "unhcr-certificate",
    "birth-certificate",
    "family-book",
    "other",
)
STATELESS = "stateless"

DAY, MONTH, YEAR, APPROXIMATE = "day", "month", "year", "approximate"
PRECISIONS = (DAY, MONTH, YEAR, APPROXIMATE)

_BORN = re.compile(r"(~?)\s*(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def _bare(text: str) -> str:
    """Return *text* without the blanks around it, which are typed and never meant."""
    return text.strip()


@frozen
class Name:
    """One name of a person, as papers write it in Latin and in Arabic script."""

    given: str = field(default="", converter=_bare)
    family: str = field(default="", converter=_bare)
    given_arabic: str = field(default="", converter=_bare)
    family_arabic: str = field(default="", converter=_bare)
    kind: str = LEGAL

    @property
    def latin(self) -> str:
        """The whole name in Latin script, '' if it is not known so."""
        return f"{self.given} {self.family}".strip()

    @property
    def arabic(self) -> str:
        """The whole name in Arabic script, '' if it is not known so."""
        return f"{self.given_arabic} {self.family_arabic}".strip()

    def __str__(self) -> str:
        return self.latin or self.arabic


@frozen
class Birth:
    """A day of birth, as exactly as it is known.

    Where only the month or the year is known, *on* is its first day; where even the
    year is a guess, the precision is approximate.
    """

    on: date
    precision: str = DAY

    @classmethod
    def parse(cls, text: str) -> Birth:
        """Return what "1994-03-05", "1994-03", "1994" or "~1994" says.

        Raise ``ValueError`` for anything else.
        """
        found = _BORN.fullmatch(text.strip())
        if found is None:
            raise ValueError("a birth date has another form")
        about, year, month, day = found.groups()
        on = date(int(year), int(month or 1), int(day or 1))
        if about:
            return cls(on, APPROXIMATE)
        return cls(on, DAY if day else MONTH if month else YEAR)

    def __str__(self) -> str:
        text = self.on.isoformat()
        if self.precision == MONTH:
            return text[:7]
        if self.precision == YEAR:
            return text[:4]
        return f"~{text[:4]}" if self.precision == APPROXIMATE else text

    @property
    def latest(self) -> date:
        """The last day that it may have been, as far as the precision says."""
        if self.precision == MONTH:
            return self.on.replace(day=monthrange(self.on.year, self.on.month)[1])
        if self.precision == YEAR:
            return self.on.replace(month=12, day=31)
        if self.precision == APPROXIMATE:
            return self.on.replace(year=min(self.on.year + 2, 9999), month=12, day=31)
        return self.on


@frozen
class Contact:
    """A way to reach a person, and how and when that is safe for them.

    *whose* says to whom it belongs where it is not their own; *never* that it is
    known but must not be used.
    """

    kind: str
    value: str = field(converter=_bare)
    whose: str = field(default="", converter=_bare)
    safe_way: str = field(default="", converter=_bare)
    safe_time: str = field(default="", converter=_bare)
    never: bool = False


@frozen
class Document:
    """A paper that says who somebody is."""

    kind: str
    number: str = field(converter=_bare)
    country: str = ""
    issued: date | None = None
    expires: date | None = None


@frozen
class Reference:
    """What another system, or an older one, calls the same person."""

    system: str = field(converter=_bare)
    number: str = field(converter=_bare)


@frozen
class Person:
    """Somebody with a name; *id* is made by the office where it is left empty."""

    names: tuple[Name, ...]
    sex: str = "unknown"
    born: Birth | None = None
    nationalities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    documents: tuple[Document, ...] = ()
    references: tuple[Reference, ...] = ()
    id: str = ""

    @property
    def name(self) -> str:
        """The first name that is kept, in Latin script where it is known so."""
        return str(self.names[0]) if self.names else ""
