"""What is wrong with a plugin's declaration is told in the reader's language."""

from __future__ import annotations

import inspect
import re

import pytest

from migcase import DOCUMENT, PERSON, PLACE, case_of, line_of, many_of, one_of
from migcase.cli.fault_words import KINDS, say_fault
from migcase.cli.soundness import SENTENCES
from migcase.judgement.soundness import findings
from migcase.programme.settings import KINDS as SETTING_KINDS
from tests.programme.test_faults import PLANTED, faults_of

BAD = """
    from migcase import (
        YES_NO, Field, Outcome, Programme, Role, Stage, Step, hookimpl, done, Track
    )

    CLERK = Role("clerk", "Clerk")
    WISH = Field("wish", "Does the person wish it?", YES_NO)
    CHILD = Track("child", "Child")
    ASK = Step("ask", "Asked", by=CLERK, asks=WISH)
    SEEN = Step("seen", "Child seen", of=CHILD, by=(), after=ASK)
    END = Step("end", "Ended", by=CLERK, after=ASK, when=done(SEEN))

    @hookimpl
    def migcase_programmes():
        stage = Stage("All", (ASK, SEEN, END))
        return [Programme("broken", 1, "Broken", stage, Outcome("over", "Over"))]
"""

WAITING = """
    from migcase import (
        YES_NO, Field, Hold, Outcome, Programme, Role, Stage, Step, hookimpl, days
    )

    CLERK = Role("clerk", "Clerk")
    WISH = Field("wish", "Does the person wish it?", YES_NO, optional=True)
    ASK = Step("ask", "Asked", by=CLERK, asks=WISH)
    GIVE = Step("give", "Given", by=CLERK, after=ASK, when=WISH, within=days(3))

    @hookimpl
    def migcase_programmes():
        stage = Stage("All", (ASK, GIVE))
        endings = Outcome("over", "Over", when=~WISH)
        return [Programme("waiting", 1, "Waiting", stage, endings)]
"""


FAULTS_IN_FRENCH = """\
Greffon broken 0.1 : broken est inutilisable :
- migcase_broken.py:10, étape seen : aucun rôle ne la fait : écrivez `by`
- migcase_broken.py:11, étape end : `when` lit, dans les lignes child, sans dire dans \
laquelle : étape seen. Écrivez some, each, count, first ou latest
"""

FOUND = {
    "en": """\
✗ migcase_waiting.py:9, step give: it may wait for a fact that nobody has asked: \
“Does the person wish it?”
✗ migcase_waiting.py:14, ending over: it is withheld while a fact is missing that \
nobody may have asked: “Does the person wish it?”
✗ migcase_waiting.py:15, programme waiting: a case that was just opened cannot be \
closed in any way
! migcase_waiting.py:8, step ask: it is owed, but by no day
Waiting: 3 things have to be put right, marked with “✗”.
""",
    "fr": """\
✗ migcase_waiting.py:9, étape give : elle peut attendre une réponse que personne n’a \
demandée : « Does the person wish it? »
✗ migcase_waiting.py:14, issue over : elle est refusée tant qu’il manque une réponse \
que personne n’a peut-être demandée : « Does the person wish it? »
✗ migcase_waiting.py:15, programme waiting : un dossier qui vient d’être ouvert ne \
peut être clos d’aucune façon
! migcase_waiting.py:8, étape ask : elle est due, mais pour aucun jour
Waiting : 3 points sont à corriger, marqués « ✗ ».
""",
}


def plainly(text: str) -> str:
    """Return *text* with spaces of one sort."""
    return text.replace("\xa0", " ")


def test_every_fault_of_a_plugin_is_listed_with_its_line_in_french(counter, plugin):
    plugin("broken", BAD)

    told = counter.type("plugins", lang="fr", MIGCASE_LOAD_PLUGINS="broken")

    assert told.code == 0
    assert plainly(told.err) == FAULTS_IN_FRENCH


def test_the_same_in_english(counter, plugin):
    plugin("broken", BAD)

    told = counter.type("plugins", MIGCASE_LOAD_PLUGINS="broken")

    assert told.err.splitlines()[0] == "Plugin broken 0.1: broken cannot be used:"
    assert "migcase_broken.py:10, step seen: no role does it: say `by`" in told.err


def test_a_case_under_a_faulty_programme_is_refused_and_the_faults_are_named(
    office, plugin
):
    plugin("broken", BAD)

    told = office.type("open", "broken", MIGCASE_LOAD_PLUGINS="broken")

    assert told.code == 4
    assert "- migcase_broken.py:10, step seen: no role does it" in told.err
    assert "Traceback" not in told.err


@pytest.mark.parametrize(("lang", "found"), FOUND.items())
def test_what_keeps_cases_waiting_is_told_by_check(counter, plugin, lang, found):
    plugin("waiting", WAITING)

    words = ("explain", "waiting", "--check")
    more = {"MIGCASE_LOAD_PLUGINS": "waiting", "COLUMNS": "200"}
    told = counter.type(*words, lang=lang, **more)

    assert told.code == 1
    assert plainly(told.out) == found


def test_a_sound_programme_is_said_to_be_so_and_a_program_reads_the_codes(counter):
    told = counter.type("explain", "passport", "--check")
    read = counter.type("explain", "passport", "--check", "--json")

    assert told.code == read.code == 0
    assert told.out.splitlines()[-1].endswith(
        ": nothing was found that keeps cases waiting, or people in."
    )
    assert {one["note"] for one in read.json["findings"]} <= {True}
    assert read.json["kind"] == "check"


def test_every_finding_has_a_sentence():
    listed = re.findall(r"^([a-z][a-z, -]+):", str(inspect.getdoc(findings)), re.M)
    told = {code.partition(":")[0] for code in SENTENCES}

    assert told == {code for line in listed for code in line.split(", ")}


@pytest.mark.parametrize(
    "declare", [one[3] for one in PLANTED], ids=[one[0] for one in PLANTED]
)
def test_every_fault_is_told_whole_in_both_languages(counter, declare):
    (fault,) = faults_of(declare)

    told = {}
    for lang in ("en", "fr"):
        counter.type("plugins", lang=lang, MIGCASE_LOAD_PLUGINS="")
        told[lang] = say_fault(fault)

    assert not re.search(r"[{}]", told["en"] + told["fr"])
    assert told["en"].partition(": ")[2] != told["fr"].partition(": ")[2]


def test_every_kind_of_answer_can_be_spoken_of():
    kinds = (*SETTING_KINDS.values(), one_of("a"), many_of("a"), case_of("a"))
    named = {kind.name for kind in (*kinds, line_of("a"), PERSON, PLACE, DOCUMENT)}

    assert named <= set(KINDS)


WRONG = {
    "a mistyped hook": (
        "from migcase import hookimpl\n@hookimpl\ndef migcase_recorder(entry): ...",
        {
            "en": "There is no hook migcase_recorder. Did you mean migcase_recorded?",
            "fr": "Il n’y a pas de point d’appel migcase_recorder. "
            "Vouliez-vous dire migcase_recorded ?",
        },
    ),
    "no answer": (
        "from migcase import hookimpl\n@hookimpl\ndef migcase_programmes(): ...",
        {
            "en": "returned NoneType instead of programmes, as a list or one by one.",
            "fr": "a rendu NoneType au lieu de programmes, en liste ou un par un.",
        },
    ),
    "no settings": (
        "from migcase import read_settings\nread_settings('migcase_wrong')",
        {
            "en": "- migcase_wrong/settings.toml: it is missing",
            "fr": "- migcase_wrong/settings.toml : cela manque",
        },
    ),
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("source", "told"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_a_plugin_is_told_with_the_word_that_was_meant(
    counter, plugin, source, told, language
):
    plugin("wrong", source)
    listed = counter.type("plugins", lang=language, MIGCASE_LOAD_PLUGINS="wrong")

    assert told[language] in plainly(listed.err)


def test_a_watcher_that_was_never_used_is_owed_nothing(office, plugin):
    plugin("wrong", "def migcase_recorded(entry): ...")
    listed = office.type("list", MIGCASE_LOAD_PLUGINS="wrong")

    assert "migcase_recorded is not marked with @hookimpl." in listed.err
    assert "told again later" not in listed.err
