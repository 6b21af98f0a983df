"""Who works here, what they may do, and what was decided: the log's sum, as values."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from attrs import evolve, field, frozen

from migcase.casefile.events import Actor

# The roles of the whole office, whatever its programmes.
ADMINISTRATOR, DATA_PROTECTION, AUDITOR = "administrator", "data-protection", "auditor"
OFFICE_ROLES = (ADMINISTRATOR, DATA_PROTECTION, AUDITOR)
# Whoever works here wears this one.
COLLEAGUE = "colleague"


@frozen
class Keys:
    """The public keys that somebody has had *since* an instant; 32 bytes each."""

    since: datetime
    verifies: bytes
    receives: bytes


@frozen
class User:
    """Somebody who works here, or did.

    *roles* are those of each programme, *office* those of the whole office that are
    in force; *asked* names, for each that waits for a second hand, who granted it.
    """

    name: str
    since: datetime
    keys: tuple[Keys, ...]
    undertaking: date | None = None
    left: datetime | None = None
    roles: Mapping[str, frozenset[str]] = field(factory=dict)
    office: frozenset[str] = frozenset()
    asked: Mapping[str, str] = field(factory=dict)

    def let_in(self, keys: Keys, undertaking: date) -> User:
        """Return them with new *keys*, here, and as an administrator."""
        return evolve(
            self,
            keys=(*self.keys, keys),
            undertaking=self.undertaking or undertaking,
            left=None,
            office=self.office | {ADMINISTRATOR},
        )

    def let_go(self, at: datetime) -> User:
        """Return them gone since *at*, without any role."""
        return evolve(self, left=at, roles={}, office=frozenset(), asked={})

    @property
    def is_here(self) -> bool:
        """Tell whether they work here still."""
        return self.left is None

    @property
    def is_bound(self) -> bool:
        """Tell whether they work here and signed the undertaking."""
        return self.left is None and self.undertaking is not None


@frozen
class Glass:
    """A case that somebody opened in an emergency, and who looked at it since."""

    number: int
    by: str
    case: str
    reason: str
    at: datetime
    until: datetime
    reviewed_by: str = ""


@frozen
class Erasure:
    """What somebody asked to be erased, and how far that has come."""

    number: int
    of: tuple[str, ...]
    reason: str
    asked_by: str
    approved_by: str = ""
    done: datetime | None = None


@frozen
class Roster:
    """All that an office's log adds up to, as of its entry *number*.

    *left_since* are who left after the master key was last renewed; *has_older_key*
    tells that it is that of a backup, whatever became of it since.
    """

    users: Mapping[str, User] = field(factory=dict)
    glasses: Mapping[int, Glass] = field(factory=dict)
    holds: Mapping[str, int] = field(factory=dict)
    erasures: Mapping[int, Erasure] = field(factory=dict)
    backed_up: datetime | None = None
    holders: Mapping[str, bytes] = field(factory=dict)
    left_since: frozenset[str] = frozenset()
    has_older_key: bool = False
    number: int = 0
    at: datetime | None = None

    def works(self, name: str) -> bool:
        """Tell whether somebody of that name works here."""
        return name in self.users and self.users[name].is_here

    def worn(self, name: str) -> frozenset[str]:
        """Return the roles of the whole office that somebody wears now.

        Whoever has left, or has not signed the undertaking, wears none: not even that
        of a colleague.
        """
        user = self.users.get(name)
        if user is None or not user.is_bound:
            return frozenset()
        return user.office | {COLLEAGUE}

    def actor(self, name: str, programme: str | None = None) -> Actor:
        """Return somebody with the roles they wear now in *programme*, or in any."""
        user = self.users.get(name)
        if user is None or not user.is_bound:
            return Actor(name)
        worn = (on for key, on in user.roles.items() if programme in (None, key))
        return Actor(name, frozenset().union(*worn))

    def programmes(self, name: str) -> frozenset[str]:
        """Return the programmes in which somebody wears a role now."""
        user = self.users.get(name)
        if user is None or not user.is_bound:
            return frozenset()
        return frozenset(key for key, worn in user.roles.items() if worn)

    def wearers(self, role: str) -> tuple[str, ...]:
        """Return the names of those who wear a role of the whole office now."""
        return tuple(sorted(name for name in self.users if role in self.worn(name)))

    def wearing(self, programme: str, roles: Collection[str]) -> tuple[User, ...]:
        """Return those who wear any of *roles* in *programme* now, by name."""
        return tuple(
            user
            for name, user in sorted(self.users.items())
            if not self.actor(name, programme).roles.isdisjoint(roles)
        )

    def glass(self, name: str, case: str, at: datetime) -> Glass | None:
        """Return the glass that lets somebody into *case* at an instant, if any."""
        broken = (one for one in self.glasses.values() if one.at <= at < one.until)
        return next((one for one in broken if (one.by, one.case) == (name, case)), None)

    def gone_with_keys(self) -> tuple[str, ...]:
        """Return who had the present master key and does not work here, by name.

        Whoever was let in again since has it by right.
        """
        return tuple(sorted(name for name in self.left_since if not self.works(name)))

    def unreviewed(self) -> tuple[Glass, ...]:
        """Return every broken glass at which nobody else has looked, oldest first."""
        return tuple(one for one in self.glasses.values() if not one.reviewed_by)


NOBODY = Roster()
