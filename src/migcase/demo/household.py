"""Who travels together in the demo, and what happens to them on the way.

Dealt from the small table of turns like a pack of cards: the same seed deals the
same hand.  Nobody is real, and no share here is a statistic.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from random import Random

from attrs import frozen

from migcase.demo.people import ADULT, Invented
from migcase.demo.tables import rows


@frozen
class Household:
    """People who travel together, the applicant first, and the *turn* things take.

    *share* says whether their data may go home with them, *supported* whether they
    are to be helped there too, *proven* whether a mother alone has her paper of
    custody at hand, *pace* how many days pass between two visits, about.
    """

    people: Sequence[Invented]
    turn: str
    share: bool
    supported: bool
    proven: bool
    pace: int

    @property
    def applicant(self) -> Invented:
        """Who asks for the return."""
        return self.people[0]


def households(seed: int, people: Sequence[Invented], day: date) -> Iterator[Household]:
    """Yield *people*, as old as they are on *day*, by household as they come."""
    rng = Random(seed)
    groups = [list(one) for _, one in groupby(people, key=lambda p: p.household)]
    first, deck = _deck(rng)
    for group in groups:
        if len(group) == 1 and is_child(group[0], day):
            turn = rng.choice(("child-return", "child-return", "child-stay"))
        elif first:
            turn = first.pop()
        else:
            turn = deck.pop()
            if not deck:
                deck = _deck(rng)[1]
        yield Household(
            people=tuple(group),
            turn=turn,
            share=rng.random() < 0.93,
            supported=rng.random() < 0.75,
            proven=rng.random() < 0.6,
            pace=rng.choice((2, 3, 3, 4, 5)),
        )


def is_child(person: Invented, day: date) -> bool:
    """Tell whether *person* is below eighteen on *day*."""
    born = person.born
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return years < ADULT


def _deck(rng: Random) -> tuple[list[str], list[str]]:
    """Return the turns for those who come first, and a shuffled pack for the others."""
    turns = rows("turns")
    first = [row["key"] for row in turns for _ in range(int(row["early"] or 0))]
    deck = [row["key"] for row in turns for _ in range(int(row["times"]))]
    rng.shuffle(first)
    rng.shuffle(deck)
    return first, deck
