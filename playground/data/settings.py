"""Where data files are kept: a setting of the installation, read anew at each use."""

import os
from pathlib import Path

from platformdirs import user_cache_path

DATA_DIR_VARIABLE = "PLAYGROUND_DATA_DIR"
"""The environment variable that names the data folder; files found there are used, missing ones downloaded into it."""


def data_dir() -> Path:
    """The data folder: what the setting names, or a folder in the user's cache. It may not exist yet."""
    named = os.environ.get(DATA_DIR_VARIABLE)
    return Path(named).expanduser() if named else user_cache_path("neural-network-playground", appauthor=False) / "data"
