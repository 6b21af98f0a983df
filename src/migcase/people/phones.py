"""Phone numbers as keys: the same number, however it is written.

A number in its national form says nothing about its country, so what is compared is
its end: with the country's prefix or without, it is the same.
"""

from __future__ import annotations

import unicodedata

# National numbers have eight digits or more wherever our people come from.
END = 8


def digits_of(text: str) -> str:
    """Return the digits in *text*, in whatever script, as 0 to 9."""
    return "".join(
        str(unicodedata.digit(letter)) for letter in text if letter.isdigit()
    )


def phone_key(text: str) -> str:
    """Return what is the same of a number in its national and international form.

    Nothing is, of nothing but noughts: that is written where no number is known.
    """
    return digits_of(text).lstrip("0")[-END:]


def looks_like_phone(text: str) -> bool:
    """Tell whether somebody who typed *text* may have meant a phone number."""
    rest = {letter for letter in text if not letter.isdigit()}
    return rest <= set(" +-./()\u00a0") and len(digits_of(text)) >= 6
