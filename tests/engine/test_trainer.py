"""Chunks, position, reset, snapshots, learning rate and divergence."""

from typing import Any

import numpy as np
import pytest

from playground.engine.trainer import Diverged, Row, Trainer, WayName, graph_steps, smaller, xla_pays

from .conftest import data_for, dense, experiment_on

DRAWING: list[dict[str, Any]] = [{"kind": "Dropout", "rate": 0.3}, {"kind": "GaussianNoise", "stddev": 0.1}]


def trainer_of(way: WayName) -> Trainer:
    """A small network with layers that draw random numbers."""
    optimizer = {"kind": "Adam", "learning_rate": 0.01}
    experiment = experiment_on("circle", [dense(6), *DRAWING, dense(3)], optimizer=optimizer)
    return Trainer(experiment, data_for(experiment), way=way)


@pytest.fixture(scope="module", params=["graph", "native"])
def way(request: pytest.FixtureRequest) -> WayName:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def shared(way: WayName) -> Trainer:
    return trainer_of(way)


@pytest.fixture
def trainer(shared: Trainer) -> Trainer:
    shared.reset()
    shared.learning_rate = 0.01
    return shared


def rows_of(trainer: Trainer, num_epochs: int) -> list[Row]:
    rows: list[Row] = []
    while len(rows) < num_epochs:
        rows += trainer.train(max_seconds=None, max_epochs=num_epochs - len(rows))
    return rows


def test_the_rows_do_not_depend_on_the_size_of_the_chunks(trainer: Trainer) -> None:
    whole = rows_of(trainer, 6)
    for steps in (1, 7, 11, 16):
        trainer.reset()
        rows: list[Row] = []
        while len(rows) < 6:
            rows += trainer.train(max_seconds=None, max_steps=steps)
        assert rows[:6] == whole
    trainer.reset()
    rows = []
    while len(rows) < 6:
        rows += trainer.train(max_seconds=0.001)
    assert rows[:6] == whole


def test_the_epochs_are_counted_from_one(trainer: Trainer) -> None:
    assert [row.epoch for row in rows_of(trainer, 3)] == [1, 2, 3]
    assert trainer.position == (33, 3, 0)
    assert trainer.running() == {}


def test_reset_gives_the_same_curve_to_the_digit(trainer: Trainer) -> None:
    first = rows_of(trainer, 4)
    trainer.train(None, max_steps=3)
    trainer.reset()
    assert trainer.position == (0, 0, 0)
    assert rows_of(trainer, 4) == first


def test_equal_experiments_give_equal_curves(trainer: Trainer, way: WayName) -> None:
    other = trainer_of(way)
    assert rows_of(other, 3) == rows_of(trainer, 3)


def test_new_weights_are_others_and_reset_goes_back_to_them(trainer: Trainer) -> None:
    original = trainer.model.get_weights()
    trainer.new_weights(99)
    drawn = trainer.model.get_weights()
    assert not np.array_equal(original[0], drawn[0])
    first = rows_of(trainer, 2)
    trainer.reset()
    np.testing.assert_array_equal(trainer.model.get_weights()[0], drawn[0])
    assert rows_of(trainer, 2) == first
    trainer.new_weights(trainer.experiment.training.seed)
    for before, after in zip(original, trainer.model.get_weights(), strict=True):
        np.testing.assert_array_equal(before, after)


def test_a_snapshot_inside_an_epoch_goes_on_exactly(trainer: Trainer, way: WayName) -> None:
    trainer.train(None, max_steps=15)
    snapshot, running = trainer.snapshot(), trainer.running()
    after = rows_of(trainer, 3)
    trainer.reset()
    trainer.restore(snapshot)
    assert trainer.position == (15, 1, 4)
    assert trainer.running() == pytest.approx(running)
    assert rows_of(trainer, 3) == after
    other = trainer_of(way)
    other.restore(snapshot)
    assert rows_of(other, 3) == after


def test_a_snapshot_of_another_network_is_refused(trainer: Trainer, way: WayName) -> None:
    other = experiment_on("circle", [dense(2)])
    with pytest.raises(ValueError, match="another network"):
        trainer.restore(Trainer(other, data_for(other), way=way).snapshot())


def test_the_learning_rate_changes_without_compiling(trainer: Trainer) -> None:
    rows_of(trainer, 1)
    compiled = getattr(trainer._way, "_compiled", None)
    graph = compiled and compiled.graph
    trainer.learning_rate = 1e-6
    before = trainer.model.get_weights()
    rows_of(trainer, 1)
    assert compiled is None or compiled.graph is graph
    assert trainer.learning_rate == pytest.approx(1e-6)
    for old, new in zip(before, trainer.model.get_weights(), strict=True):
        np.testing.assert_allclose(old, new, atol=1e-4)


def test_warming_up_changes_nothing(trainer: Trainer, way: WayName) -> None:
    other = trainer_of(way)
    other.ahead.everything()
    assert other.position == (0, 0, 0)
    for ours, theirs in zip(trainer.model.get_weights(), other.model.get_weights(), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    assert rows_of(other, 2) == rows_of(trainer, 2)


def test_running_values_are_those_of_the_batches_so_far(trainer: Trainer) -> None:
    trainer.train(None, max_steps=3)
    running = trainer.running()
    assert list(running) == ["loss", "accuracy"]
    assert 0 < running["loss"] < 2
    assert 0 <= running["accuracy"] <= 1


def test_an_epoch_in_windows_equals_an_epoch_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    experiment = experiment_on("circle", [dense(4)])
    whole = rows_of(Trainer(experiment, data_for(experiment), way="graph"), 3)
    monkeypatch.setattr("playground.engine.plan.SMALL_SET", 100)
    monkeypatch.setattr("playground.engine.plan.WINDOW_NUMBERS", 40)
    monkeypatch.setattr("playground.engine.plan.MIN_BATCHES", 4)
    trainer = Trainer(experiment, data_for(experiment), way="graph")
    assert trainer._plan.window == 40
    np.testing.assert_allclose([row.values for row in rows_of(trainer, 3)], [row.values for row in whole], atol=1e-6)


def growing(learning_rate: float, way: WayName) -> Trainer:
    """A linear fit; beyond a rate of about 1 its weights grow by a factor in each step."""
    optimizer = {"kind": "SGD", "learning_rate": learning_rate}
    experiment = experiment_on("plane", optimizer=optimizer, loss="mean_squared_error")
    return Trainer(experiment, data_for(experiment), way=way)


def until_diverged(trainer: Trainer, epochs_at_once: int) -> tuple[list[Row], Diverged]:
    rows: list[Row] = []
    try:
        while trainer.position.epoch < 1000:
            rows += trainer.train(None, max_epochs=epochs_at_once)
    except Diverged as problem:
        return rows, problem
    raise AssertionError("it did not diverge")


def test_numbers_that_grow_without_bound_end_in_a_sentence_and_good_weights(way: WayName) -> None:
    trainer = growing(30.0, way)
    _, problem = until_diverged(trainer, 20)
    assert problem.suggestion == 3.0
    assert "try 3" in str(problem)
    assert f"epoch {trainer.position.epoch + 1}:" in str(problem)
    assert problem.position == trainer.position
    assert all(np.isfinite(weights).all() for weights in trainer.model.get_weights())


def test_the_good_epochs_before_a_divergence_are_kept_whatever_the_chunks(way: WayName) -> None:
    one_by_one, first = until_diverged(growing(1.5, way), 1)
    together, second = until_diverged(growing(1.5, way), 50)
    assert len(one_by_one) > 3
    assert one_by_one == together
    assert first.position == second.position
    assert np.isfinite([row.values for row in together]).all()


def test_a_divergence_inside_an_epoch_keeps_the_weights_before_the_chunk(way: WayName) -> None:
    trainer = growing(30.0, way)
    with pytest.raises(Diverged):  # noqa: PT012
        for _ in range(100):
            before = trainer.model.get_weights()
            trainer.train(None, max_steps=4)
    for kept, last in zip(trainer.model.get_weights(), before, strict=True):
        np.testing.assert_array_equal(kept, last)


def test_after_a_divergence_a_smaller_rate_goes_on(way: WayName) -> None:
    trainer = growing(30.0, way)
    until_diverged(trainer, 5)
    trainer.learning_rate = 0.001
    trainer.reset()
    assert np.isfinite(rows_of(trainer, 3)[-1].values).all()


@pytest.mark.parametrize(("rate", "expected"), [(0.03, 0.003), (10, 1), (0.0123, 0.001), (1e-6, 1e-6)])
def test_the_suggested_rate_is_a_tenth(rate: float, expected: float) -> None:
    assert smaller(rate) == pytest.approx(expected)


ON_SEQUENCES = [
    {"kind": "GaussianNoise", "stddev": 0.2},
    {"kind": "LSTM", "units": 4, "dropout": 0.3, "return_sequences": True},
    {"kind": "GRU", "units": 3, "dropout": 0.3},
]


def test_a_network_on_sequences_goes_back_and_on_as_any_other() -> None:
    experiment = experiment_on("two_waves", ON_SEQUENCES)
    trainer = Trainer(experiment, data_for(experiment), way="graph")
    first = rows_of(trainer, 2)
    trainer.train(None, max_steps=4)
    snapshot = trainer.snapshot()
    after = rows_of(trainer, 1)
    trainer.restore(snapshot)
    assert rows_of(trainer, 1) == after
    trainer.reset()
    assert rows_of(trainer, 2) == first
    trainer.new_weights(99)
    other = rows_of(trainer, 2)
    assert other != first
    trainer.new_weights(experiment.training.seed)
    assert rows_of(trainer, 2) == first


def test_a_recurrent_network_that_diverges_keeps_its_last_good_weights() -> None:
    experiment = experiment_on(
        "two_waves", [{"kind": "LSTM", "units": 3}], optimizer={"kind": "SGD", "learning_rate": 10.0}
    )
    trainer = Trainer(experiment, data_for(experiment), way="graph")
    until_diverged(trainer, 5)
    assert all(np.isfinite(weights).all() for weights in trainer.model.get_weights())


FASTER_BY_XLA = [
    ([{"kind": "LSTM", "units": 16}], True),
    ([{"kind": "Dropout"}, {"kind": "GRU", "units": 64, "return_sequences": True}], True),
    ([{"kind": "LSTM", "units": 256}], False),
    ([{"kind": "Conv1D", "filters": 16}], True),
    ([{"kind": "Conv1D", "filters": 32}, {"kind": "Conv1D", "filters": 64}], False),
    ([{"kind": "Conv1D", "filters": 4}, {"kind": "LSTM", "units": 4}], False),
    ([{"kind": "LSTM", "units": 4, "return_sequences": True}, {"kind": "LSTM", "units": 4}], False),
]


@pytest.mark.parametrize(("layers", "pays"), FASTER_BY_XLA, ids=str)
def test_xla_compiles_what_it_makes_faster(layers: list[dict[str, Any]], pays: bool) -> None:
    assert xla_pays(experiment_on("two_waves", layers, batch_size=32)) is pays


def test_xla_waits_longer_where_a_sequence_is_read() -> None:
    dense_alone, recurrent = experiment_on("two_waves", ["Flatten"]), experiment_on("two_waves", ["GRU"])
    assert [graph_steps(experiment) for experiment in (dense_alone, recurrent)] == [250, 2000]
