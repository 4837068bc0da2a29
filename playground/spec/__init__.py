"""What an experiment is. Frozen values with every bound declared once; knows nothing of TensorFlow or the page."""

from playground.spec import extensions
from playground.spec.data import DATASETS, Dataset, DataSpec
from playground.spec.errors import N_, NP_, DataUnavailable, Explained, InvalidExperiment, Term
from playground.spec.experiment import Experiment, Training
from playground.spec.layers import LAYERS, Layer
from playground.spec.limits import Limits
from playground.spec.network import Network, Output
from playground.spec.optimizers import OPTIMIZERS, Optimizer

__all__ = [
    "DATASETS",
    "LAYERS",
    "NP_",
    "N_",
    "OPTIMIZERS",
    "DataSpec",
    "DataUnavailable",
    "Dataset",
    "Experiment",
    "Explained",
    "InvalidExperiment",
    "Layer",
    "Limits",
    "Network",
    "Optimizer",
    "Output",
    "Term",
    "Training",
]

extensions.load()  # last: they import from here
