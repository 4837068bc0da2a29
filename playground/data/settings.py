"""Where data files are kept: a setting of the installation, read anew at each use."""

import os
from pathlib import Path

from platformdirs import user_cache_path

DATA_DIR_VARIABLE = "PLAYGROUND_DATA_DIR"
"""The environment variable that names the data folder; files found there are used, missing ones downloaded into it."""

MIRRORS_VARIABLE = "PLAYGROUND_DATA_MIRRORS"
"""The environment variable that names web addresses, with spaces between them, which are asked before the publishers.
Each is a data folder on a web server, say in a school's own network; every file's checksum is checked as always."""


def data_dir() -> Path:
    """The data folder: what the setting names, or a folder in the user's cache. It may not exist yet."""
    named = os.environ.get(DATA_DIR_VARIABLE)
    return Path(named).expanduser() if named else user_cache_path("neural-network-playground", appauthor=False) / "data"


def mirrors() -> list[str]:
    """The addresses of the mirrors, each ending with a slash."""
    return [address.rstrip("/") + "/" for address in os.environ.get(MIRRORS_VARIABLE, "").split()]
