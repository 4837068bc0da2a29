"""How large a stranger's file may be: settings of the installation, checked before the work is done."""

from typing import NoReturn

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from playground.spec.errors import N_, DataUnavailable, Term
from playground.spec.installation import Installation

_MB = 1024 * 1024


class Limits(Installation):
    """Every limit on own data, declared once. Each is an environment variable ``PLAYGROUND_OWN_<NAME>``."""

    model_config = SettingsConfigDict(env_prefix="PLAYGROUND_OWN_")

    bytes: int = Field(default=200 * _MB, ge=1)
    """Of the file as it is uploaded."""
    unpacked_bytes: int = Field(default=1024 * _MB, ge=1)
    """Of what is in a zip, a workbook or an array, and of what is prepared from it."""
    store_bytes: int = Field(default=16 * 1024 * _MB, ge=1)
    """Of everything that is kept for all learners together."""
    rows: int = Field(default=1_000_000, ge=1)
    """Rows of a table, samples of an array, pictures in a zip."""
    columns: int = Field(default=1000, ge=1)
    inputs: int = Field(default=5000, ge=1)
    """Numbers that one row of a table becomes when its text columns are one-hot."""
    categories: int = Field(default=50, ge=2)
    """Different values up to which a text column is taken as an input by itself."""
    classes: int = Field(default=100, ge=2)
    pixels: int = Field(default=50_000_000, ge=1)
    """Of one picture as it is in the file."""
    seconds: float = Field(default=60.0, gt=0)
    """For understanding or preparing one file."""
    memory: int = Field(default=2048, ge=64)
    """In MB, of the process that reads the file."""
    jobs: int = Field(default=2, ge=1)
    """Files that are read at the same time; more wait."""


def setting(name: str) -> str:
    """The environment variable of a limit."""
    return Limits.variable(name)


def check(name: str, noun: str, got: int, allowed: int, *, at_least: bool = False) -> None:
    """Refuse what is more than allowed.

    Args:
        name: the field of ``Limits``.
        noun: what is counted, a word of the catalogues.
        got: how many there are.
        allowed: how many there may be.
        at_least: there may be more than ``got``: counting ended there.

    Raises:
        DataUnavailable: with the number, the limit and its setting.
    """
    if got > allowed:
        refuse(name, noun, f"> {allowed:,}" if at_least else f"{got:,}", f"{allowed:,}")


def check_bytes(name: str, noun: str, got: int, allowed: int) -> None:
    """The same for bytes, said in MB."""
    if got > allowed:
        refuse(name, noun, _megabytes(got), _megabytes(allowed))


def refuse(name: str, noun: str, got: str, allowed: str) -> NoReturn:
    """Say what is too much, what is allowed, and who can change that."""
    raise DataUnavailable(
        N_(
            "The file is too large here. {noun}: {got}; at most {allowed} are allowed. Take a smaller part of the "
            "data, or have the setting {setting} raised."
        ),
        noun=Term(noun),
        got=got,
        allowed=allowed,
        setting=setting(name),
    )


def _megabytes(count: int) -> str:
    return f"{count / _MB:,.1f} MB" if count < 100 * _MB else f"{count / _MB:,.0f} MB"
