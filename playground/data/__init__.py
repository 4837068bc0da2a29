"""The datasets, and the way from a choice of data to what a network is trained on. No TensorFlow here."""

from playground.data import download, sets, settings
from playground.data.load import load
from playground.data.samples import Data, Part

__all__ = [
    "Data",
    "Part",
    "download",
    "load",
    "sets",
    "settings",
]
