"""What was answered in a case, as far as somebody's roles may read it."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _

from migcase.casefile.case import Case, Told
from migcase.cli.days import say_day
from migcase.cli.display import shown
from migcase.cli.labels import Labels


def facts_of(case: Case, labels: Labels) -> Iterator[str]:
    """Yield the current answers of *case* and of each of its lines."""
    yield from _told(case.told, labels)
    for line in case.lines.values():
        if line.told:
            yield labels.line(case, line.id)
            yield from (f"  {one}" for one in _told(line.told, labels))


def keyed(key: str, labels: Labels) -> str:
    """Return a question with the key by which it is answered; a key that nobody asks.

    The key is what ``--fact`` and ``--reveal`` take most shortly.
    """
    if labels.field(key) is None:
        return shown(key)
    return _("{question} ({key})").format(question=labels.question(key), key=key)


def may_read(key: str, labels: Labels) -> bool:
    """Tell whether whoever reads may read the answer to *key*.

    A question that names its readers is for them; a secret one that names none is
    for whoever has a role in the programme, and so is everything where its plugin is
    gone and nobody can tell what is secret.  Where the office guards it, what is not
    for them is masked already.
    """
    if labels.guarded:
        return True
    question = labels.field(key)
    if question is None:
        return bool(labels.readers)
    readers = {getattr(role, "key", "") for role in question.read_by}
    if readers:
        return bool(readers & labels.readers)
    return question.secrecy in ("process", "personal") or bool(labels.readers)


def _told(told: Told, labels: Labels) -> Iterator[str]:
    for key, statements in told.items():
        last = statements[-1]
        words = {
            "question": keyed(key, labels),
            "day": say_day(last.on),
            "who": shown(last.by),
        }
        if may_read(key, labels):
            words["answer"] = labels.answer(key, last.value)
            yield _("- {question} — {answer} ({day}, {who})").format(**words)
        else:
            yield _("- {question} — not for your roles ({day})").format(**words)
