"""What the spellings of one name have in common, in Latin and in Arabic script.

A name that was heard is written as the writer's language would: Diallo, Jallow and
ديالو are one name.  Arabic leaves short vowels out, so a name is kept under its
consonants; where a spelling may stand for two sounds it is kept under both.  What
two names have in common here is a reason to look at them, never that they are one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, product

from attrs import frozen

# A word is kept under so many sounds at most, the likeliest of so many.
MOST, SOUNDS = 4, 16
# A word without consonants: Awa, Yaya, Ali without its l.
NO_CONSONANT = "*"


@frozen
class Word:
    """A word of a name: what it sounds like, and the *keys* it is kept under."""

    sound: str
    keys: frozenset[str]


@lru_cache(maxsize=20_000)
def words_of(name: str) -> tuple[Word, ...]:
    """Return the words of *name*, whatever script each is written in."""
    return tuple(map(_word, _joined(_parts(name))))


# ------------------------------------------------------------------ words of a name
_CEDILLA = "ȼ"  # no accent that is taken off: Fayçal is no Faycal to the ear
_SPECIAL = str.maketrans(
    {
        "œ": "oe",
        "æ": "ae",
        "ß": "ss",
        "ç": _CEDILLA,
        "ø": "o",
        "ł": "l",
        "ı": "i",
        "ŋ": "ng",
        "ɓ": "b",
        "ɗ": "d",
        "ɲ": "ny",
        "ƴ": "y",
        "ɛ": "e",
        "ɔ": "o",
        "ð": "d",
        "þ": "th",
    }
)
_APOSTROPHES = re.compile("['’ʼ‘`´ʻʿʾ]")
_LETTERS = re.compile(rf"[a-z{_CEDILLA}]+|[\u0620-\u065f\u066e-\u06d3]+")
_ARTICLES = frozenset({"el", "al", "ul", "oul", "il"})
# "of the faith": Noureddine, Nour Eddine, نور الدين.
_FAITH = frozenset({"eddine", "eddin", "uddin", "ouddine", "الدين"})
# "of God": Fathallah, فتح الله.
_GOD = frozenset({"allah", "ellah", "ullah", "oullah", "الله"})
# "son of", "father of": Ben Jelloun and Benjelloun, بن جلون.
_SON = frozenset({"ben", "bin", "ibn", "بن", "ابن", "ابو"})
_FATHER, _BAKR = frozenset({"abou", "abu"}), frozenset({"bakr", "bakar", "bacar"})
_SERVANT = frozenset({"abd", "abdel", "abdul", "abdoul", "abdal", "abdou", "عبد"})


def _parts(name: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", name).casefold().translate(_SPECIAL)
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFD", _APOSTROPHES.sub("", folded))
        if not unicodedata.combining(letter)
    )
    bare = bare.replace("\u0640", "").replace("\u200c", "").replace("\u200d", "")
    return _LETTERS.findall(bare)


def _joined(parts: list[str]) -> Iterator[str]:
    """Yield *parts* with "Abd" and its God in one, and no article by itself."""
    begun = ""
    for place, part in enumerate(parts):
        more = place + 1 < len(parts)
        if part in _ARTICLES and more:
            begun = f"{begun}{part}" if begun else ""
        elif more and _is_one_with(part, parts[place + 1]):
            begun += part
        elif more and not begun and _goes_with_next(part, parts[place:]):
            begun = f"{part}{_PERHAPS}"
        elif part in _SERVANT and more and not begun and _has_god(part, parts[place:]):
            begun = part
        else:
            yield begun + part
            begun = ""


def _is_one_with(part: str, following: str) -> bool:
    """Tell whether *part* and what follows are one name, however they are parted."""
    if following in _FAITH or following in _GOD:
        return True
    return part in _FATHER and following in _BAKR


def _goes_with_next(part: str, rest: list[str]) -> bool:
    """Tell whether *part* is hardly ever a name by itself, as "Ben" or "Abdel"."""
    return part in _SON or (part == "abdel" and len(rest) == 2)


def _has_god(part: str, rest: list[str]) -> bool:
    """Tell whether what follows "Abd" is one of the names of God, and not a surname."""
    following = rest[1]
    if part == "عبد":
        return True
    if part == "abd":
        return following in _ARTICLES or following.startswith(("al", "el", "ou"))
    return part != "abdou" and len(rest) > 2


# --------------------------------------------------------------------- Latin letters
# The longest first.  Capitals are sounds: S as in she, J as in jar; each choice
# stands for a sound that the letters may have.
_LATIN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("tch", ("S",)),
    ("tsh", ("S",)),
    ("sch", ("S",)),
    ("thi(?=[aeou])", ("t", "S")),
    ("ti(?=[aeou])", ("t", "S")),
    ("di(?=[aeou])", ("J", "d")),
    ("dy(?=[aeou])", ("J", "d")),
    ("dj", ("J",)),
    ("dh", ("d", "s")),
    ("ch", ("S",)),
    ("sh", ("S",)),
    ("kh", ("k",)),
    ("gh", ("g",)),
    ("rh", ("r", "g")),
    ("ph", ("f",)),
    ("th", ("t", "s")),
    ("gu(?=[eiy])", ("g",)),
    ("qu(?=[eiy])", ("k",)),
    ("g(?=[eiy])", ("J", "g")),
    ("c(?=[eiy])", ("s",)),
    ("ck", ("k",)),
    ("ou", ("u",)),
    ("oo", ("u",)),
    ("x", ("ks",)),
    ("j", ("J",)),
    ("q", ("k",)),
    (_CEDILLA, ("s", "k")),
    ("c", ("k",)),
    ("p", ("b",)),
    ("v", ("f",)),
    ("z", ("s",)),
    ("w", ("u",)),
    ("y", ("i",)),
    ("o", ("u",)),
    ("e", ("a",)),
    ("h", ("",)),
)
_ARABIC: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("تش", ("S",)),
    ("دج", ("J",)),
    ("دي(?=[او])", ("J", "d")),
    ("^ال(?=..)", ("l", "")),
    ("(?<=..)ال(?=[تثدذرزسشصضطظن])", ("", "l")),
    ("^[اأإآ](?=[نم][جبدغكت])", ("",)),
    ("ث", ("s", "t")),
    ("ذ", ("d", "s")),
    ("ظ", ("s", "d")),
    ("[اأإآىٱ]", ("a",)),
    ("[بپ]", ("b",)),
    ("[تطٹ]", ("t",)),
    ("ج", ("J", "g")),
    ("ژ", ("J",)),
    ("[شچ]", ("S",)),
    ("[حهھ]", ("",)),
    ("[خقكک]", ("k",)),
    ("[دض]", ("d",)),
    ("ر", ("r",)),
    ("[زسص]", ("s",)),
    ("[غگڭ]", ("g",)),
    ("[فڤ]", ("f",)),
    ("ل", ("l",)),
    ("م", ("m",)),
    ("ن", ("n",)),
    ("ة", ("a", "t")),
    ("[وۆ]", ("u",)),
    ("[يیے]", ("i",)),
    ("[عءؤئ]", ("",)),
)
_LATIN_SOUNDS = re.compile("|".join(f"({one})" for one, _ in _LATIN) + "|([a-z])")
_ARABIC_SOUNDS = re.compile("|".join(f"({one})" for one, _ in _ARABIC) + "|(.)")
# After it stands what may be a word by itself.
_PERHAPS = "+"
_GLUED_ARTICLE = re.compile("^[ea]l(?=[a-z]{4})")


def _word(part: str) -> Word:
    is_arabic = part[0] >= "\u0600"
    whole, _, alone = part.partition(_PERHAPS)
    spelt = [whole + alone]
    if alone:
        spelt.append(alone)
    elif not is_arabic and _GLUED_ARTICLE.match(part):
        spelt.append(part[2:])
    heard = [sound for one in spelt for sound in _sounds(one, is_arabic=is_arabic)]
    keys = dict.fromkeys(map(_consonants, heard))
    return Word(heard[0], frozenset(islice(keys, MOST)))


def _sounds(part: str, *, is_arabic: bool) -> Iterable[str]:
    """Yield what *part* may sound like, the likeliest first."""
    table, sounds = _LATIN, _LATIN_SOUNDS
    if is_arabic:
        table, sounds = _ARABIC, _ARABIC_SOUNDS
    heard: list[tuple[str, ...]] = []
    last = ""
    for found in sounds.finditer(part):
        letters, place = found[0], found.lastindex or 0
        if letters == last and letters not in "aeiou":
            continue  # doubled: Mohammed, Diallo
        last = letters
        heard.append(table[place - 1][1] if place <= len(table) else (letters,))
    for chosen in islice(product(*heard), SOUNDS):
        yield re.sub(r"([aiu])\1+", r"\1", "".join(chosen))


def _consonants(sound: str) -> str:
    """Return what *sound* is kept under: Regragui is written with a kaf, الركراكي."""
    return re.sub("[aiu]", "", sound).replace("g", "k") or NO_CONSONANT
