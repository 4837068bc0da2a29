"""Kinds of one's own: modules that a setting names are imported with this package, in every process that has it.

A module registers what it declares, as the files in ``layers`` and ``activations`` do; nothing else is asked of it.
"""

import os
from importlib import import_module

VARIABLE = "PLAYGROUND_EXTENSIONS"
"""The environment variable that names the modules, with commas between them; Python finds them by ``PYTHONPATH``."""


class ExtensionMissing(ImportError):  # noqa: N818
    """A module that the setting names is not there."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{VARIABLE} names {name!r}, but Python finds no module of that name. Allowed are names of modules, as in "
            "an import, with commas between them. Correct the name, or name the module's folder in PYTHONPATH.",
            name=name,
        )


def named() -> list[str]:
    """The names that the setting has."""
    return [name for part in os.environ.get(VARIABLE, "").split(",") if (name := part.strip())]


def load() -> None:
    """Import them all.

    Raises:
        ExtensionMissing: there is none of that name. What goes wrong inside a module is raised as it is.
    """
    for name in named():
        _load(name)


def _load(name: str) -> None:
    if not all(part.isidentifier() for part in name.split(".")):
        raise ExtensionMissing(name)
    try:
        import_module(name)
    except ModuleNotFoundError as error:
        if error.name and f"{name}.".startswith(f"{error.name}."):
            raise ExtensionMissing(name) from error
        raise
