"""Names as people type them: compared without accents, case and spacing."""

from __future__ import annotations

import re
import unicodedata


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
