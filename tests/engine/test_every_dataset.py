"""Every dataset trains with the network that the page shows when the dataset is chosen."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from playground.data import load, settings
from playground.engine.looks import compute
from playground.engine.trainer import Trainer
from playground.lessons.presets import PRESETS
from playground.spec import DATASETS
from playground.ui.data.panel import fitting

FIRST = next(iter(PRESETS.values())).experiment
"""What a visitor sees first: two hidden layers."""
EPOCHS = 3


def small_sets() -> Iterator[Any]:
    """Every set but an upload, with few samples; those that need files are marked."""
    for kind in DATASETS:
        if kind.name() != "own":
            few = {"num_train": 1000, "num_samples": 60}
            small = {name: count for name, count in few.items() if name in kind.parameters()}
            marks = [pytest.mark.real_data] if kind.download_bytes else []
            yield pytest.param(kind(**small), id=kind.name(), marks=marks)


@pytest.mark.parametrize("dataset", list(small_sets()))
def test_a_dataset_trains_for_three_epochs_and_is_looked_at(dataset):
    if not dataset.is_here():
        pytest.skip(f"{dataset.name()} is not in the data folder {settings.data_dir()}")
    experiment = fitting(FIRST, dataset)
    experiment.check()
    data = load(experiment.data)
    trainer = Trainer(experiment, data, way="graph")
    before = [array.copy() for array in trainer.model.get_weights()]
    rows: list[Any] = []
    while len(rows) < EPOCHS:
        rows += trainer.train(max_seconds=None, max_epochs=EPOCHS - len(rows))
    assert [row.epoch for row in rows] == [1, 2, 3]
    assert np.isfinite([row.values for row in rows]).all()
    assert not all(np.array_equal(old, new) for old, new in zip(before, trainer.model.get_weights(), strict=True))
    found = compute("predictions", trainer.model, data, experiment)
    assert np.isfinite(found["predicted"]).all()
    assert ("actual" in found) == (dataset.task == "regression")
