"""People at the command line: found, shown, added, put right, merged, in families."""

from __future__ import annotations

import json

import pytest

FATOUMATA = (
    *("--given", "Fatoumata", "--family", "Diallo", "--alias", "Fatou"),
    *("--sex", "femme", "--born", "1994-03", "--nationality", "Guinée"),
    *("--language", "fr", "--phone", "+224 620 00 00 00"),
    *("--safe-way", "her sister answers", "--safe-time", "evenings"),
    *("--document", "passport:GN:O1234567:2027-01-31"),
    *("--reference", "MiMOSA:KM-0042"),
)
IN_ARABIC = (
    *("--given-arabic", "فاتوماتا", "--family-arabic", "ديالو"),
    *("--sex", "female", "--born", "~1995", "--nationality", "gn"),
)


def added(office, *words) -> str:
    """Add a person and return their number."""
    typed = office.type("person", "add", "--json", *words)
    assert typed.code == 0, typed.err
    return typed.json["person"]


@pytest.fixture
def fatoumata(office) -> str:
    return added(office, *FATOUMATA)


@pytest.fixture
def alpha(office) -> str:
    return added(office, "--given", "Alpha", "--family", "Bah", "--sex", "m")


@pytest.fixture
def family(office, fatoumata, alpha) -> str:
    typed = office.type(
        *("person", "family", "form", fatoumata, f"{alpha}=child"),
        *("--on", "yesterday", "--json"),
    )
    return typed.json["family"]


# -------------------------------------------------------------------- added, shown
def test_a_person_is_added_and_their_number_printed(office):
    typed = office.type("person", "add", *FATOUMATA)

    assert typed.code == 0
    assert typed.out.endswith("is known now: Fatoumata Diallo\n")
    assert typed.out.startswith("P-")


def test_a_person_is_shown_with_all_that_is_known(office, fatoumata):
    case = office.opened("--about", fatoumata)
    typed = office.type("person", "show", fatoumata, "--stories", "--history")

    assert typed.code == 0
    for line in (
        f"{fatoumata} · Fatoumata Diallo",
        "female, born Mar 1994, Guinea, speaks French",
        "2. Fatou (also known as)",
        "1. phone: +224 620 00 00 00",
        "   safe so: her sister answers",
        "   safe then: evenings",
        "1. passport O1234567, Guinea, until 31 Jan 2027",
        "1. MiMOSA KM-0042",
    ):
        assert line in typed.out.splitlines()
    assert f"- {case} · Replacing a passport: principal;" in typed.out
    assert "Opened: Replacing a passport" in typed.out
    assert "1  added — amina" in typed.out


def test_languages_are_named_to_the_reader_and_programs_get_their_codes(office):
    words = ("--language", "العربية", "--language", "pular", "--language", "ary")
    person = added(office, "--given", "Fatou", *words)

    english = office.type("person", "show", person)
    french = office.type("person", "show", person, lang="fr")
    told = office.type("person", "show", person, "--json").json["told"]

    assert "speaks Arabic, Pular, Moroccan Arabic" in english.out
    assert "arabe, Pular, arabe marocain" in french.out
    assert told["languages"] == ["ar", "fuf", "ary"]


def test_an_everyday_word_for_several_languages_is_answered_with_all_of_them(office):
    typed = office.type("person", "add", "--given", "Fatou", "--language", "darija")

    assert typed.code == 5
    assert "Did you mean ary (Moroccan Arabic), arq (Algerian Arabic), " in typed.err


def test_json_says_of_a_person_what_a_file_may_say(office, fatoumata):
    shown = office.type("person", "show", fatoumata, "--json").json
    copied = office.type(
        "person", "add", "--from", "-", "--json", stdin=json.dumps(shown["told"])
    )

    assert shown["told"]["born"] == "1994-03"
    assert (shown["version"], shown["family"], shown["cases"]) == (1, None, [])
    assert copied.json["told"] == shown["told"]
    assert copied.json["alike"][0]["other"] == fatoumata


def test_a_person_sent_twice_is_added_once(office):
    first = added(office, *FATOUMATA, "--id", "e-1")

    assert added(office, *FATOUMATA, "--id", "e-1") == first
    assert office.type("person", "add", "--given", "X", "--id", "e-1").code == 5


def test_whoever_may_be_the_same_is_named_when_somebody_is_added(office, fatoumata):
    typed = office.type("person", "add", *IN_ARABIC)

    assert f"May be the same: {fatoumata}, Fatoumata Diallo" in typed.err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "- Name: a person needs a name, in Latin or in Arabic script."),
        (
            ("--given", "Фату"),
            "- Given name, in Latin script: these",
        ),
        (("--given", "A", "--nationality", "Atlantis"), "there is no such country"),
        (("--given", "A", "--born", "2031"), "that day of birth has not come yet."),
        (
            ("--given", "A", "--born", "March"),
            "- Born: write 05/03/1994 or",
        ),
        (("--given", "A", "--sex", "x"), "one of these belongs here: female, male"),
        (("--given", "A", "--phone", "12"), "this is no phone number"),
        (
            ("--given", "A", "--phone", "0612345678 / 0698765432"),
            "write one alone, 6 to 15 digits",
        ),
        (("--given", "A\u202eB"), "it holds characters that cannot be seen"),
        (("--given", "A", "--phone", "\u202a+212 612345678\u202c"), "type it anew"),
        (
            (
                "--given",
                "A",
                "--born",
                "1994",
                "--document",
                "passport:GN:1:1990-01-01",
            ),
            "- Last day of the paper: that is before the person was born.",
        ),
        (
            ("--given", "A", "--document", "passport:GN:1:soon"),
            "- Last day of the paper: this is no day",
        ),
    ],
)
def test_what_does_not_fit_is_told_and_nobody_is_added(office, words, sentence):
    typed = office.type("person", "add", *words)

    assert (typed.code, typed.out) == (5, "")
    assert typed.err.splitlines()[0] == "Not recorded."
    assert sentence in typed.err
    assert office.type("person", "find", "A", "--json").json["rows"] == []


def test_papers_that_contradict_themselves_are_told_from_a_file(office):
    said = {
        "names": [{"given": "Fatoumata"}],
        "documents": [
            {
                "kind": "passport",
                "number": "O1",
                "issued": "2024-01-01",
                "expires": "2023-01-01",
            }
        ],
        "surname": "Diallo",
    }
    strange = office.type("person", "add", "--from", "-", stdin=json.dumps(said))
    del said["surname"]
    typed = office.type("person", "add", "--from", "-", stdin=json.dumps(said))

    assert (strange.code, typed.code) == (5, 5)
    assert "- surname: nobody knows this word." in strange.err
    told = "- Last day of the paper: the paper expires before it was issued."
    assert told in typed.err


@pytest.mark.parametrize(
    "said",
    [
        "[]",
        '{"names": null}',
        '{"names": {"given": "x"}}',
        '{"names": [["x"]], "born": 1994}',
        '{"names": ["x"], "contacts": [{}]}',
        '{"names": ["x"], "documents": [{"kind": [], "number": {}}]}',
        '{"names": ["x"], "nationalities": [null, 3]}',
        '{"names": [{"given": "\\ud800"}]}',
        '{"names": ["x"], "id": "Fatou Diallo"}',
        '{"names": ["x"], "id": "\\u0000"}',
        '{"names": ["x"]',
    ],
)
def test_a_file_of_any_shape_is_refused_with_its_reasons(office, said):
    typed = office.type("person", "add", "--from", "-", stdin=said)

    assert (typed.code in (2, 5), typed.out) == (True, "")
    assert len(typed.err.splitlines()) >= 1
    assert "Traceback" not in typed.err


def test_an_error_never_repeats_what_was_told_of_somebody(office, fatoumata):
    typed = office.type(
        *("person", "edit", fatoumata, "--given", "Sékou7", "--document", "x:ZZ:S3CRET")
    )
    unknown = office.type("person", "show", "Fatoumata", "Diallo")
    named = office.type("person", "show", "Fatoumata")

    assert (typed.code, named.code) == (5, 4)
    assert "S3CRET" not in typed.err + typed.out
    assert "Sékou" not in typed.err
    assert "Fatoumata" not in named.err
    assert unknown.code == 2


# -------------------------------------------------------------------- found
@pytest.mark.parametrize(
    "words",
    [
        ("fatumata", "jallow"),
        ("فاتوماتا ديالو",),
        ("00224620000000",),
        ("o-1234567",),
        ("KM", "0042"),
    ],
)
def test_a_person_is_found_by_whatever_is_known_of_them(office, fatoumata, words):
    typed = office.type("person", "find", *words)

    assert typed.code == 0
    assert fatoumata in typed.out


def test_nobody_is_found_without_an_error(office, fatoumata):
    typed = office.type("person", "find", "Xqzw")

    assert (typed.code, typed.out) == (0, "")
    assert "Nobody was found." in typed.err


def test_a_mistyped_number_is_told_from_one_that_nobody_has(office, fatoumata):
    slip = fatoumata[:-1] + ("A" if fatoumata[-1] != "A" else "B")

    mistyped = office.type("person", "show", slip)
    assert (mistyped.code, "mistyped" in mistyped.err) == (2, True)
    assert office.type("person", "show", "p-0001").code == 4
    assert office.type("person", "family", "show", "f-0001").code == 4


def test_a_mistyped_command_is_answered_with_the_near_one(office):
    typed = office.type("person", "fnd", "x")

    assert (typed.code, "Did you mean “find”?" in typed.err) == (2, True)


# -------------------------------------------------------------------- put right
def test_what_is_put_right_takes_the_place_of_what_was(office, fatoumata):
    typed = office.type(
        *("person", "edit", fatoumata, "--born", "1994-03-05", "--without", "names.2"),
        *("--phone", "0612345678", "--reason", "passport seen", "--json"),
    )

    told = typed.json["told"]
    assert (typed.json["version"], told["born"]) == (2, "1994-03-05")
    assert [name["given"] for name in told["names"]] == ["Fatoumata"]
    assert len(told["contacts"]) == 2
    history = office.type("person", "show", fatoumata, "--history").out
    assert "2  corrected (passport seen) — amina" in history


def test_whoever_looked_at_an_older_version_is_told_who_was_first(office, fatoumata):
    office.type("person", "edit", fatoumata, "--sex", "other", by="bashir")
    typed = office.type("person", "edit", fatoumata, "--sex", "m", "--seen", "1")

    assert typed.code == 6
    assert f"{fatoumata} was changed by bashir meanwhile." in typed.err


def test_a_place_where_nothing_stands_is_told(office, fatoumata):
    typed = office.type("person", "edit", fatoumata, "--without", "contacts.7")

    assert (typed.code, typed.err.splitlines()[0]) == (
        4,
        "Nothing stands at contacts.7.",
    )


# -------------------------------------------------------------------- merged
def test_two_are_held_to_be_one_and_parted_again(office, fatoumata):
    other = added(office, *IN_ARABIC)
    case = office.opened("--about", other)
    listed = office.type("person", "merge", "--pairs", "--json").json["rows"]
    merged = office.type("person", "merge", fatoumata, other, "--reason", "same woman")

    assert {listed[0]["one"], listed[0]["other"]} == {fatoumata, other}
    assert merged.code == 0, merged.err
    shown = office.type("person", "show", other, "--json").json
    assert (shown["person"], shown["merged"]) == (fatoumata, [other])
    assert [one["case"] for one in shown["cases"]] == [case]
    undone = office.type("person", "merge", "--undo", other, "--reason", "two women")
    assert undone.code == 0, undone.err
    assert office.type("person", "show", other, "--json").json["person"] == other


def test_two_who_were_told_apart_are_not_listed_again(office, fatoumata):
    other = added(office, *IN_ARABIC)
    typed = office.type(
        "person", "merge", fatoumata, other, "--apart", "--reason", "met both"
    )

    assert typed.code == 0, typed.err
    listed = office.type("person", "merge", "--pairs")
    assert (listed.out, "Nobody looks alike." in listed.err) == ("", True)


def test_nobody_is_merged_with_themselves_or_without_a_reason(office, fatoumata, alpha):
    same = office.type("person", "merge", fatoumata, fatoumata, "--reason", "x")
    silent = office.type("person", "merge", fatoumata, alpha)

    assert (same.code, silent.code) == (5, 5)
    assert f"- {fatoumata} cannot be merged with themselves." in same.err
    assert "Give a reason, with --reason." in silent.err
    assert office.type("person", "merge", fatoumata, "--reason", "x").code == 2


def test_a_case_about_somebody_merged_names_the_right_one(office, fatoumata):
    other = added(office, *IN_ARABIC)
    office.type("person", "merge", fatoumata, other, "--reason", "same woman")
    typed = office.type("open", "passport", "--about", other)

    assert typed.code == 5
    assert f"- {other} was merged into {fatoumata}: name {fatoumata}" in typed.err


def test_a_case_is_never_about_a_name(office):
    typed = office.type("open", "passport", "--about", "Fatoumata Diallo")

    assert typed.code == 5
    assert "A case names a person by their number, never by their name" in typed.err
    assert "Fatoumata" not in typed.err
    assert office.type("list", "--json").json["rows"] == []


def test_a_number_is_read_however_it_is_typed_and_a_slip_is_told(office, fatoumata):
    case = office.opened("--about", fatoumata.lower().replace("-", ""))
    slip = fatoumata[:-1] + ("A" if fatoumata[-1] != "A" else "B")
    mistyped = office.type("open", "passport", "--about", slip)

    cases = office.type("person", "show", fatoumata, "--json").json["cases"]
    assert [one["case"] for one in cases] == [case]
    assert (mistyped.code, "mistyped" in mistyped.err) == (2, True)


# -------------------------------------------------------------------- families
def test_a_family_is_formed_and_shown(office, fatoumata, alpha, family):
    typed = office.type("person", "family", "show", family, "--history")

    assert f"- Fatoumata Diallo ({fatoumata}): head, since" in typed.out
    assert f"- Alpha Bah ({alpha}): child, since" in typed.out
    assert "1  formed — amina" in typed.out
    assert f"Family {family}" in office.type("person", "show", alpha).out


def test_a_member_is_not_in_two_families(office, alpha, family):
    other = added(office, "--given", "Awa")
    typed = office.type("person", "family", "form", other, f"{alpha}=sibling")

    assert typed.code == 5
    assert f"- {alpha} is in the family {family}: a person is in one" in typed.err


def test_members_come_move_split_and_go(office, fatoumata, alpha, family):
    awa = added(office, "--given", "Awa")

    def does(*words) -> dict:
        typed = office.type("person", "family", *words, "--json")
        assert typed.code == 0, typed.err
        return typed.json

    def current(number: str) -> list:
        members = does("show", number)["members"]
        return [(m["person"], m["role"]) for m in members if m["until"] is None]

    does("add", family, awa, "child")
    does("head", family, alpha, f"{fatoumata}=parent", f"{awa}=sibling")
    assert sorted(current(family)) == sorted(
        [(alpha, "head"), (fatoumata, "parent"), (awa, "sibling")]
    )
    new = does("split", family, awa, "--reason", "apart")["family"]
    does("move", fatoumata, new, "parent", "--reason", "went with her")
    assert current(new) == [(awa, "head"), (fatoumata, "parent")]
    assert does("leave", new, fatoumata)["head"] == awa
    assert current(new) == [(awa, "head")]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("leave", "FAMILY", "HEAD"), 5, "would be without a head"),
        (("form", "HEAD", "X"), 2, "Write each other member as PERSON=ROLE"),
        (("form", "HEAD", "X=friend"), 2, "friend is no role."),
        (("add", "FAMILY", "MEMBER", "child"), 5, "is in this family already."),
        (("add", "FAMILY", "p-0001", "child"), 4, "knows nobody by the number p-0001"),
        (
            ("head", "FAMILY", "MEMBER", "--on", "2999-01-01"),
            5,
            "that day has not come yet.",
        ),
    ],
)
def test_what_cannot_be_in_a_family_is_told(
    office, fatoumata, alpha, family, words, code, sentence
):
    names = {"FAMILY": family, "HEAD": fatoumata, "MEMBER": alpha}
    typed = office.type("person", "family", *(names.get(one, one) for one in words))

    assert (typed.code, typed.out) == (code, "")
    assert sentence in typed.err


# -------------------------------------------------------------------- in French
def test_people_are_told_of_in_french(office, fatoumata):
    typed = office.type("person", "show", fatoumata, lang="fr")
    wrong = office.type("person", "add", "--born", "2031", lang="fr")

    assert "femme, naissance\xa0: mars 1994, Guinée, langues\xa0: fr" in typed.out
    assert "moyen sûr\xa0: her sister answers" in typed.out
    assert "- Naissance\xa0: ce jour de naissance n’est pas encore venu." in wrong.err


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("05/03/1994", "1994-03-05"),
        ("5.3.1994", "1994-03-05"),
        ("05-03-1994", "1994-03-05"),
        ("٠٥/٠٣/١٩٩٤", "1994-03-05"),
        ("03/1994", "1994-03"),
        ("~1994", "~1994"),
    ],
)
def test_a_birth_is_typed_as_people_write_it_the_day_first(office, typed, told):
    shown = office.type("person", "add", "--given", "A", "--born", typed, "--json").json

    assert shown["told"]["born"] == told


@pytest.mark.parametrize("typed", ["05/13/1994", "31/02/1994", "5/3/94"])
def test_the_parts_of_a_birth_are_never_swapped_to_make_it_fit(office, typed):
    refused = office.type("person", "add", "--given", "A", "--born", typed)

    assert refused.code == 5
    assert "- Born: write 05/03/1994 or 1994-03-05" in " ".join(refused.err.split())


def test_a_file_may_say_it_in_the_words_that_are_typed(office):
    told = {
        "names": [{"given": "Awa", "kind": "On papers"}],
        "sex": "FEMININ",
        "born": "05/03/1994",
        "nationalities": ["Cote d'Ivoire"],
        "languages": ["FR"],
        "contacts": [{"kind": "Phone", "value": "+212 600 000 001"}],
        "documents": [
            {
                "kind": "Passport",
                "number": "A1",
                "country": "Mali",
                "expires": "1/2/2030",
            }
        ],
    }

    typed = office.type(
        "person", "add", "--from", "-", "--json", stdin=json.dumps(told)
    )

    known = typed.json["told"]
    paper, contact = known["documents"][0], known["contacts"][0]
    assert (known["sex"], known["born"]) == ("female", "1994-03-05")
    assert (known["nationalities"], known["languages"]) == (["CI"], ["fr"])
    assert (known["names"][0]["kind"], contact["kind"]) == ("legal", "phone")
    assert (paper["kind"], paper["country"]) == ("passport", "ML")
    assert paper["expires"] == "2030-02-01"


def test_everything_that_is_wrong_with_a_person_is_told_at_once(office):
    typed = office.type(
        *("person", "add", "--given", "Фату", "--born", "March", "--phone", "12"),
        *("--phone", "34", "--nationality", "Atlantis", "--sex", "x"),
    )

    told = " ".join(typed.err.split()).split(" - ")[1:]
    assert [one.partition(":")[0] for one in told] == [
        "Born",
        "Given name, in Latin script",
        "Sex",
        "Nationality",
        "Contact",
        "Contact (number 2)",
    ]


def test_what_is_called_in_french_is_typed_in_french(office, fatoumata, alpha):
    typed = office.type(
        *("person", "add", "--given", "Awa", "--sex", "Sexe inconnu"),
        *("--document", "Carte d'identite:Sénégal:1234567:31/01/2027"),
        *("--nationality", "apatride", "--json"),
        lang="fr",
    ).json
    paper = {"kind": "identity-card", "country": "SN", "number": "1234567"}
    form = ("person", "family", "form", fatoumata, f"{alpha}=frère", "--json")
    family = office.type(*form, lang="fr").json
    joins = ("person", "family", "add", family["family"], typed["person"])
    joined = office.type(*joins, "Conjointe", "--json", lang="fr").json

    assert typed["told"]["documents"] == [{**paper, "expires": "2027-01-31"}]
    assert typed["told"]["nationalities"] == ["stateless"]
    roles = {one["role"] for one in joined["members"]}
    assert roles == {"head", "sibling", "spouse"}


def test_a_role_that_nobody_has_is_told_with_those_there_are_in_french(
    office, fatoumata, alpha
):
    form = ("person", "family", "form", fatoumata, f"{alpha}=ami")
    told = office.type(*form, lang="fr")

    assert told.code == 2
    assert "Choix possibles\xa0: conjoint(e), partenaire, enfant," in told.err


def test_no_place_is_told_by_the_key_that_programs_use(office):
    said = {"documents": [{"kind": "x", "number": ""}], "born": "x", "sex": "x"}
    add = ("person", "add", "--from", "-")
    told = office.type(*add, stdin=json.dumps(said), lang="fr").err

    assert "- Sorte de document\xa0: choisissez ici parmi\xa0: passeport," in told
    for key in ("names", "documents.", "born", "sex\xa0", "passport", "female"):
        assert key not in told


def test_questions_are_asked_one_by_one_on_a_terminal(office, monkeypatch):
    from migcase.cli import person_adding

    monkeypatch.setattr(person_adding, "can_ask", lambda: True)
    answers = (
        "Awa",
        "",
        "",
        "",
        "x",
        "female",
        "1994-13",
        "1994",
        "ZZ",
        "SN",
        "wo",
        "",
    )
    typed = office.type("person", "add", stdin="\n".join(answers) + "\n")

    assert typed.code == 0, typed.err
    assert "is known now: Awa" in typed.out
    assert "one of these belongs here: female, male" in typed.err
    assert "write 05/03/1994 or 1994-03-05" in typed.err
    assert "there is no such country" in typed.err


def test_a_person_is_told_of_in_the_words_of_a_passport(office):
    words = ("--nationality", "GIN", "--language", "Wolof", "--language", "fra")
    paper = ("--document", "passport:SEN:A1")

    told = office.type("person", "add", "--given", "A", *words, *paper, "--json").json

    known = told["told"]
    assert (known["nationalities"], known["languages"]) == (["GN"], ["wo", "fr"])
    assert known["documents"][0]["country"] == "SN"


def test_a_country_or_language_that_does_not_exist_is_answered_with_the_near_ones(
    office,
):
    words = ("--nationality", "guinéenne", "--language", "zz", "--language", "pullar")
    paper = ("--document", "passport:Gunea:A1")

    typed = office.type("person", "add", "--given", "A", *words, *paper)
    french = office.type("person", "add", "--given", "A", *words[2:], lang="fr")
    told = office.type("person", "add", "--given", "A", *words, "--json")

    said = " ".join(typed.err.split())
    assert typed.code == 5
    assert "Did you mean GN (Guinea)?" in said
    assert said.count("GN (Guinea)") == 2
    assert (
        "Language: it is not clear which language that is; write its code, like" in said
    )
    assert "Did you mean zza (Zaza) or lzz (Laz)?" in said
    assert "Did you mean fuf (Pular)" in said
    assert "Vouliez-vous dire zza (zazaki) ou lzz (laze)" in french.err
    [first, *_others] = told.json["error"]["refusals"]
    assert (first["code"], first["values"]) == ("unknown-country", {"near": ["GN"]})
    assert told.json["error"]["recorded"] is False


def test_a_correction_is_answered_with_the_near_ones_as_well(office, fatoumata):
    typed = office.type("person", "edit", fatoumata, "--nationality", "sénégalais")

    assert typed.code == 5
    assert "Did you mean SN (Senegal)?" in typed.err
