"""Every English word that is said by a script in the browser: one file for each view, keys in the catalogues.

Nothing is translated here.
"""

from importlib import import_module
from pkgutil import iter_modules

WORDS: tuple[str, ...] = tuple(
    dict.fromkeys(
        word for module in iter_modules(__path__) for word in import_module(f"{__name__}.{module.name}").WORDS
    )
)

__all__ = ["WORDS"]
