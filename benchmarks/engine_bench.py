"""The compiled loop against ``model.fit`` with default settings: epochs per second, medians of five.

Each side runs in a process of its own: ``model.fit`` with TensorFlow's default threads, the loop with one thread, as
in a worker. ``python -m benchmarks.engine_bench [case ...]`` prints a table.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

from playground.data import load
from playground.spec import DataSpec, Experiment

REPEATS = 5
ONE_THREAD = {"TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1"}
ALL_FEATURES = ("x1", "x2", "x1_squared", "x2_squared", "x1_x2", "sin_x1", "sin_x2")


@dataclass(frozen=True)
class Case:
    """What is trained, and how much faster than ``model.fit`` it has to be."""

    name: str
    experiment: Experiment
    at_least: float
    fit_epochs: int
    our_epochs: int
    from_scratch: bool = False
    """Each repeat builds and compiles anew, with a seed of its own, and the time of that counts."""

    def with_seed(self, seed: int) -> Experiment:
        """The experiment with another seed."""
        return self.experiment.replace(training=self.experiment.training.replace(seed=seed))


def _dense(units: int, activation: str = "tanh") -> dict[str, Any]:
    return {"kind": "Dense", "units": units, "activation": activation}


def cases() -> dict[str, Case]:
    """The four lines of the table."""
    sgd = {"batch_size": 10, "optimizer": {"kind": "SGD", "learning_rate": 0.03}}
    adam = {"batch_size": 32, "optimizer": {"kind": "Adam"}}
    default = Experiment(data=DataSpec(dataset="circle"), network={"layers": [_dense(4), _dense(2)]}, training=sgd)
    deep = Experiment(
        data=DataSpec(dataset="spiral", features=ALL_FEATURES), network={"layers": [_dense(8)] * 6}, training=sgd
    )
    clothes = [{"kind": "Flatten"}, _dense(128, "relu"), {"kind": "Dropout", "rate": 0.2}]
    fashion = Experiment(
        data=DataSpec(dataset="fashion_mnist", scaling="minmax"),
        network={"layers": clothes},
        training=adam | {"epochs": 5},
    )
    pictures = [{"kind": "Conv2D", "filters": 8}, {"kind": "MaxPooling2D"}, _dense(16, "relu")]
    flattened = [*pictures[:2], {"kind": "Flatten"}, pictures[2]]
    digits = Experiment(data=DataSpec(dataset="digits", scaling="minmax"), network={"layers": flattened}, training=adam)
    return {
        "default": Case("2-4-2-1 tanh, 250 points, batch 10, SGD", default, 150, 20, 4000),
        "deep": Case("7 features, six layers of 8, spiral", deep, 60, 20, 2000),
        "fashion": Case("Fashion-MNIST 784-128-10, Adam, 5 epochs", fashion, 4, 5, 5, from_scratch=True),
        "digits": Case("digits, small convolutional network", digits, 1.3, 10, 20),
    }


def fit_speeds(case: Case, repeats: int) -> Iterator[tuple[float, float]]:
    """(epochs per second, last validation accuracy) of ``model.fit``, for each repeat."""
    from playground.engine import network, objectives

    data = load(case.experiment.data)
    model = None
    for seed in range(repeats):
        started = perf_counter()
        if model is None or case.from_scratch:
            model = network.build(case.with_seed(seed))
            model.compile(
                objectives.optimizer(case.experiment), case.experiment.loss, metrics=[*case.experiment.metrics]
            )
            if not case.from_scratch:
                _fit(model, case, data, 2)
                started = perf_counter()
        history = _fit(model, case, data, case.fit_epochs)
        yield case.fit_epochs / (perf_counter() - started), history.history["val_accuracy"][-1]


def _fit(model: Any, case: Case, data: Any, epochs: int) -> Any:
    return model.fit(
        data.train.x,
        data.train.y,
        batch_size=case.experiment.training.batch_size,
        epochs=epochs,
        validation_data=(data.validation.x, data.validation.y),
        verbose=0,
    )


def our_speeds(case: Case, repeats: int) -> Iterator[tuple[float, float]]:
    """(epochs per second, last validation accuracy) of the compiled loop in chunks of 30 ms, for each repeat."""
    from playground.engine.trainer import Trainer

    data = load(case.experiment.data)
    trainer = None
    for seed in range(repeats):
        started = perf_counter()
        if trainer is None or case.from_scratch:
            trainer = Trainer(case.with_seed(seed), data)
            if not case.from_scratch:
                trainer.ahead.everything()
                _train(trainer, case.our_epochs // 2)
        trainer.reset()
        if not case.from_scratch:
            started = perf_counter()
        row = _train(trainer, case.our_epochs)
        yield case.our_epochs / (perf_counter() - started), row.values[len(trainer.metric_names) + 1]


def _train(trainer: Any, epochs: int) -> Any:
    rows: list[Any] = []
    while len(rows) < epochs:
        rows += trainer.train(max_epochs=epochs - len(rows))
    return rows[-1]


def measure(name: str, side: str, repeats: int = REPEATS) -> tuple[float, float]:
    """Median epochs per second and median accuracy of one side, in a process of its own."""
    environment = os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3"} | (ONE_THREAD if side == "ours" else {})
    command = [sys.executable, "-m", "benchmarks.engine_bench", "--side", side, name, str(repeats)]
    output = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    pairs = json.loads(output.splitlines()[-1])
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def ratio(name: str) -> dict[str, Any]:
    """One line of the table: both sides, how many times faster, and what is asked."""
    fit, _ = measure(name, "fit")
    ours, accuracy = measure(name, "ours")
    case = cases()[name]
    return {
        "case": case.name, "fit": fit, "ours": ours, "ratio": ours / fit, "at_least": case.at_least,
        "accuracy": accuracy,
    }  # fmt: skip


def main(arguments: list[str]) -> None:
    """Print the table, or, for ``--side``, what one process measured."""
    if arguments[:1] == ["--side"]:
        speeds = {"fit": fit_speeds, "ours": our_speeds}[arguments[1]]
        print(json.dumps(list(speeds(cases()[arguments[2]], int(arguments[3])))))  # noqa: T201
        return
    print("| training | model.fit epochs/s | compiled loop epochs/s | ratio | asked | validation accuracy |")  # noqa: T201
    print("|---|---|---|---|---|---|")  # noqa: T201
    for name in arguments or cases():
        line = ratio(name)
        print(  # noqa: T201
            f"| {line['case']} | {line['fit']:.3g} | {line['ours']:.4g} | {line['ratio']:.1f} "
            f"| {line['at_least']:g} | {line['accuracy']:.3f} |",
            flush=True,
        )


if __name__ == "__main__":
    main(sys.argv[1:])
