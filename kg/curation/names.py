"""Names as people type them: compared without accents, case and spacing."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Letters whose stroke, tail or ligature Unicode takes for a part of the letter, not for an accent.
_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
)


def folded(name: str) -> str:
    """Give the name in the form in which two spellings of it are equal: no accents, case, or extra space.

    >>> folded("Lenín  MORENO") == folded("lenin moreno")
    True
    """
    split = unicodedata.normalize("NFKD", name).casefold()
    bare = "".join(
        each for each in split if not unicodedata.combining(each) and unicodedata.category(each) != "Cf"
    )
    # A name of signs only is compared by its signs.
    return re.sub(r"[\W_]+", " ", bare).strip() or bare.strip()


def searchable(name: str) -> str:
    """Give the name as it is looked for on any keyboard: folded, and each letter by those of the Latin alphabet.

    Names that are alike only so may be those of two: Kalın and Kalin.

    >>> searchable("Đà Nẵng")
    'da nang'
    """
    return folded(unicodedata.normalize("NFKD", name).casefold().translate(_LETTERS))
