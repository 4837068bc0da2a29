"""Numbers as they are shown, and as they are read where a learner types them."""

import math
import re

_WHOLE_IN_GROUPS = re.compile(r"[-+]?\d{1,3}(,\d{3})+", re.ASCII)
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?", re.ASCII | re.IGNORECASE)


def minus(text: object) -> str:
    """A number's text with the minus sign, also in its exponent, in place of the hyphen that computers write.

    Not for what is copied, exported or typed.

    >>> minus(-1e-07)
    '−1e−07'
    """
    return str(text).replace("-", "−")


def read(text: str, *, whole: bool = False) -> float | None:
    """The number that was typed, or None where it is none. A comma is a point, but in a whole number as it is shown.

    >>> read("0,05"), read("−1.5e-3"), read("2,000", whole=True), read("1,5", whole=True), read("1.2.3")
    (0.05, -0.0015, 2000.0, 1.5, None)
    """
    bare = text.strip().replace("−", "-").replace("\u00a0", "").replace("\u202f", "")
    bare = bare.replace(",", "") if whole and _WHOLE_IN_GROUPS.fullmatch(bare) else bare.replace(",", ".")
    found = float(bare) if _NUMBER.fullmatch(bare) else math.nan
    return found if math.isfinite(found) else None
