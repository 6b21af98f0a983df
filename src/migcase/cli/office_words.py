"""The words for what somebody may do in an office, and as what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from gettext import gettext as _

from migcase.cli.display import shown
from migcase.errors import MigcaseError
from migcase.locale import marked

# Of the whole office, by the keys that its log keeps.
HATS: Mapping[str, str] = {
    "colleague": marked("whoever works here"),
    "administrator": marked("administrator"),
    "data-protection": marked("data protection"),
    "auditor": marked("auditor"),
}

ACTS: Mapping[str, str] = {
    "list": marked("see it in lists"),
    "read": marked("read it"),
    "reveal": marked("be shown what is masked"),
    "write": marked("write in it"),
    "assign": marked("put it into other hands"),
    "export": marked("take a copy away"),
    "write-as": marked("write as somebody else, or in a role you do not wear"),
    "count": marked("count cases"),
    "find": marked("find people"),
    "break-glass": marked("break the glass"),
    "grant": marked("let people in and give roles"),
    "review": marked("review a broken glass"),
    "audit": marked("see who did and read what"),
    "hold": marked("forbid an erasure"),
    "ask-erasure": marked("ask for an erasure"),
    "erase": marked("erase"),
    "backup": marked("make backups"),
    "restore": marked("go back to a backup"),
    "drill": marked("try the recovery"),
    "verify": marked("verify the history"),
}

RELATIONS: Mapping[str, str] = {
    "hands": marked("in your hands"),
    "role": marked("a role of yours in its programme"),
    "glass": marked("you broke the glass"),
    "none": marked("no concern of yours"),
}

SENSITIVITIES: Mapping[str, str] = {
    "process": marked("process"),
    "personal": marked("personal"),
    "sensitive": marked("sensitive"),
    "reserved": marked("for named roles"),
    "sealed": marked("sealed"),
}


def say_hat(hat: str) -> str:
    """Return what a role of the whole office is called."""
    return _(HATS[hat]) if hat in HATS else shown(hat)


def say_hats(hats: Iterable[object]) -> str:
    """Return what several are called."""
    return ", ".join(say_hat(str(hat)) for hat in hats)


def say_act(act: str) -> str:
    """Return what an act is called."""
    return _(ACTS[act]) if act in ACTS else shown(act)


def say_not_allowed(error: MigcaseError) -> Iterator[str]:
    """Yield that something is not for whoever asks, and whom to ask."""
    values = {name: shown(str(value)) for name, value in error.values.items()}
    values["act"] = say_act(str(error.values.get("act", "")))
    if error.values.get("of") == "this office":
        yield _("Your roles do not let you {act}.").format_map(values)
    else:
        yield _("{of} is not open to you: your roles do not let you {act}.").format_map(
            values
        )
    hats = error.values.get("hats")
    values["hats"] = say_hats(hats) if isinstance(hats, tuple) else ""
    if values.get("contact"):
        yield _("Ask {contact}.").format_map(values)
    elif values["hats"]:
        yield _("It takes a role that nobody else has here: {hats}.").format_map(values)
    yield _("What you may do, and why: `migcase whoami --why`.")
