"""The figures of a network that was changed by hand equal those that Keras finds."""

import pytest

from playground.engine import evaluation, network, objectives
from playground.engine.evaluation import evaluate
from tests.engine.conftest import data_for, dense, experiment_on


@pytest.mark.parametrize(
    ("dataset", "metrics"), [("circle", ["accuracy", "auc"]), ("iris", ["accuracy", "recall"]), ("plane", ["r2"])]
)
def test_figures_equal_those_of_keras(dataset, metrics):
    experiment = experiment_on(dataset, [dense(3, l2=0.01)], metrics=metrics)
    model, data = network.build(experiment), data_for(experiment)
    found = evaluate(model, data, experiment)
    outputs = experiment.data.dataset.num_outputs
    model.compile(
        loss=objectives.loss(experiment), metrics=[objectives.metric(name, outputs) for name in experiment.metrics]
    )
    for part, prefix in ((data.train, ""), (data.validation, "val_")):
        expected = model.evaluate(part.x, part.y, batch_size=len(part), verbose=0, return_dict=True)
        assert {f"{prefix}{name}" for name in expected} <= found.keys()
        for name, value in expected.items():
            assert found[f"{prefix}{name}"] == pytest.approx(value, rel=1e-4, abs=1e-5)


def test_what_would_take_long_is_not_measured(monkeypatch):
    monkeypatch.setattr(evaluation, "MOST_WORK", 10)
    experiment = experiment_on("circle")
    assert evaluate(network.build(experiment), data_for(experiment), experiment) == {}
