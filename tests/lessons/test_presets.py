"""Every preset keeps its promise when it is trained."""

import pytest

from playground.data import load
from playground.engine.trainer import Diverged, Trainer
from playground.lessons.presets import PRESETS
from playground.spec import DataUnavailable

NAMES = [
    pytest.param(name, marks=pytest.mark.real_data) if preset.experiment.data.dataset.download_bytes else name
    for name, preset in PRESETS.items()
]


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_keeps_its_promise(name: str) -> None:
    preset = PRESETS[name]
    dataset = preset.experiment.data.dataset
    if not getattr(dataset, "is_here", lambda: True)():
        pytest.skip(f"the files of {dataset.name()} are not in the data folder (setting PLAYGROUND_DATA_DIR)")
    try:
        trainer = Trainer(preset.experiment, load(preset.experiment.data))
    except DataUnavailable as problem:
        pytest.skip(str(problem))
    columns = [*trainer.metric_names, *(f"val_{column}" for column in trainer.metric_names)]
    try:
        rows = trainer.train(max_epochs=preset.claim.epochs, max_seconds=None)
    except Diverged:
        assert preset.claim.high == float("inf")
        return
    found = dict(zip(columns, rows[-1].values, strict=True))[preset.claim.column]
    assert preset.claim.low <= found <= preset.claim.high


def test_every_preset_passes_its_own_checks() -> None:
    for preset in PRESETS.values():
        preset.experiment.check()
        assert preset.watch.endswith(".")
