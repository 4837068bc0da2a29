"""Where data files are kept: settings of the installation, read anew at each use."""

from pathlib import Path

from platformdirs import user_cache_path

from playground.spec.installation import Installation


class Places(Installation):
    """Folders and web addresses. Each is an environment variable ``PLAYGROUND_<NAME>``."""

    data_dir: str = ""
    data_mirrors: str = ""
    own_data_dir: str = ""
    """Where uploads are kept; the web process sets it for the processes that it starts."""


DATA_DIR_VARIABLE = Places.variable("data_dir")
"""The environment variable that names the data folder; files found there are used, missing ones downloaded into it."""

MIRRORS_VARIABLE = Places.variable("data_mirrors")
"""The environment variable that names web addresses, with spaces between them, which are asked before the publishers.
Each is a data folder on a web server, say in a school's own network; every file's checksum is checked as always."""


def data_dir() -> Path:
    """The data folder: what the setting names, or a folder in the user's cache. It may not exist yet."""
    named = Places.read().data_dir
    return Path(named).expanduser() if named else user_cache_path("neural-network-playground", appauthor=False) / "data"


def mirrors() -> list[str]:
    """The addresses of the mirrors, each ending with a slash."""
    return [address.rstrip("/") + "/" for address in Places.read().data_mirrors.split()]
