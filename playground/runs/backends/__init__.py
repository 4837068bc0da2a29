"""Where workers come from. One interface (``base``), and one file for each source of workers; nothing of runs."""

from playground.runs.backends.base import Backend, Client
from playground.runs.backends.forking import Forking
from playground.runs.backends.starting import Starting
from playground.runs.pump import Pump
from playground.runs.settings import Settings

__all__ = ["Backend", "Client", "Forking", "Starting", "chosen"]


def chosen(settings: Settings, pump: Pump) -> list[Backend]:
    """The backends that these settings want: the first is used, the next where a worker of the first shows nothing."""
    starting = Starting(settings, pump)
    return [Forking(settings, pump), starting] if settings.forks else [starting]
