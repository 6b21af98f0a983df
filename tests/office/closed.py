"""An office with keys, in memory: who works there, and one case with every secrecy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import define, field

from migcase import (
    TEXT,
    Actor,
    Field,
    MemoryRegister,
    Noted,
    Office,
    Outcome,
    Plugins,
    Programme,
    Register,
    Role,
    Stage,
    Stated,
    Step,
    StepDone,
    depending_on,
    months,
)
from migcase.keeping.seal.hands import Hand
from migcase.keeping.seal.keyring import Keyring
from migcase.office.settings import OfficeSettings
from migcase.roster.events import (
    Founded,
    RoleApproved,
    RoleGranted,
    UserAdded,
)
from migcase.roster.members import ADMINISTRATOR
from tests.office.passport import TODAY, Clock, declaring

CLERK = Role("clerk", "Clerk")
DOCTOR = Role("doctor", "Doctor")
KEEPER = Role("keeper", "Keeper")
ALL = (CLERK, DOCTOR, KEEPER)

# One question of each sensitivity, as it is to somebody who is no doctor.
ASKED = {
    "process": Field("district", "Which district?", TEXT),
    "personal": Field("trade", "Which trade?", TEXT, secrecy="personal"),
    "sensitive": Field("fear", "Of whom are they afraid?", TEXT, secrecy="sensitive"),
    "reserved": Field(
        "fit", "Are they fit?", TEXT, secrecy="sensitive", read_by=DOCTOR
    ),
    "sealed": Field("route", "Which way?", TEXT, secrecy="sealed", read_by=KEEPER),
}
ANSWERS = {asked.key: f"canary-{name}" for name, asked in ASKED.items()}
NOTE = "canary-note"

TELL = Step("tell", "Told", by=ALL, asks=tuple(ASKED.values()))
# Its own question names no readers; the ending that asks it does.
KIN = Field("kin", "Who is told of the death?", TEXT, secrecy="sensitive")
# Gated by what is masked, so that there is a reason why not that must not tell it.
AID = Step(
    *("aid", "Helped"), by=ALL, after=TELL, requires=ASKED["sensitive"] == "nobody"
)
# Due by what is masked; not within a year, as much would then be late.
SOONER = depending_on(ASKED["reserved"], **{"canary-reserved": months(14)})
LOOK = Step("look", "Looked after", by=ALL, after=TELL, within=SOONER)
CARE = Programme(
    "care",
    1,
    "Care",
    opened_by=ALL,
    stages=(Stage("Begin", (TELL, LOOK, AID)),),
    outcomes=(
        Outcome("over", "Over", after=LOOK),
        Outcome("died", "Died", asks=KIN, read_by=KEEPER),
    ),
)
OTHER = Programme(
    "other",
    1,
    "Something else",
    opened_by=CLERK,
    stages=(Stage("Begin", (Step("begin", "Begun", by=CLERK),)),),
    outcomes=(Outcome("over", "Over"),),
)


@define
class House:
    """Everybody who works in one office, each with their own keys."""

    register: Register = field(factory=MemoryRegister)
    clock: Clock = field(factory=Clock)
    _hands: dict[str, Hand] = field(factory=dict)

    def keyring(self, name: str) -> Keyring:
        hand = self._hands.setdefault(name, Hand.new(name))
        return Keyring("MA-1", hand, b"m" * 32)

    def office(self, name: str, *plugins: object) -> Office:
        """The office, as *name* has unlocked it, with further *plugins*."""
        return Office(
            self.register,
            Plugins(declaring(CARE, OTHER), *plugins),
            settings=OfficeSettings("MA", name="Rabat"),
            clock=self.clock,
            keyring=self.keyring(name),
        )

    def founded(self, name: str = "amina") -> Office:
        public, office = self.keyring(name).hand.public, self.office(name)
        office.log(Founded(name, public.verifies, public.receives, TODAY))
        return office

    def joins(
        self,
        name: str,
        *roles: str,
        programme: str = "care",
        hat: str = "",
        undertaking: date | None = TODAY,
    ) -> Office:
        """Let Amina add somebody, in roles of a programme or of the whole office."""
        public, amina = self.keyring(name).hand.public, self.office("amina")
        amina.log(UserAdded(name, public.verifies, public.receives, undertaking))
        for role in roles:
            amina.log(RoleGranted(name, role, programme))
        if hat:
            amina.log(RoleGranted(name, hat))
            self.second(name, hat)
        return self.office(name)

    def second(self, name: str, hat: str) -> None:
        """Let a second hand put a role of the office in force."""
        wearers = set(self.office("amina").roster.wearers(ADMINISTRATOR)) - {"amina"}
        who = min(wearers) if wearers else name
        self.office(who).log(RoleApproved(name, hat))


def write_case(office: Office, name: str, roles: Iterable[str]) -> str:
    """Open a case, answer every question of it, write a note; return its number."""
    by, day = Actor(name, frozenset(roles)), office.today()
    case = office.open("care", by=by, about="P-1").id
    office.record(case, StepDone("tell", day, ANSWERS), by=by)
    office.record(case, Noted(NOTE, day), by=by)
    return case


def telling(name: str) -> Stated:
    """Return what corrects the answer of one sensitivity."""
    return Stated({ASKED[name].key: "another"}, TODAY)
