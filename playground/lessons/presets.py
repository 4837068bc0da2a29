"""The row of presets: one click sets a whole experiment, one line says what to watch.

A preset is one entry here and its words in the catalogues; its claim is tested by training it.
"""

from typing import Any, NamedTuple

import playground.data  # noqa: F401  (registers the datasets that the presets name)
from playground.spec import N_, Experiment


class Claim(NamedTuple):
    """What the preset promises: a column of the history lies in a range after so many epochs."""

    column: str
    epochs: int
    low: float
    high: float


class Preset(NamedTuple):
    """A ready-made experiment."""

    label: str
    watch: str
    experiment: Experiment
    claim: Claim
    autoplay_epochs: int


def _dense(activation: str, *units: int) -> list[dict[str, Any]]:
    return [{"kind": "Dense", "units": size, "activation": activation} for size in units]


def _experiment(data: dict[str, Any], layers: list[dict[str, Any]], **training: Any) -> Experiment:
    return Experiment.model_validate({"data": data, "network": {"layers": layers}, "training": training})


_SLOW_SGD = {"kind": "SGD", "learning_rate": 0.03}
_ADAM = {"kind": "Adam", "learning_rate": 0.01}

PRESETS: dict[str, Preset] = {
    "circle": Preset(
        N_("Circle"),
        N_("Each small picture shows what one neuron reacts to. Watch six of them add up to a closed ring."),
        _experiment({"dataset": "circle"}, _dense("tanh", 4, 2), optimizer=_SLOW_SGD),
        Claim("val_accuracy", 300, 0.95, 1.0),
        300,
    ),
    "xor": Preset(
        N_("XOR"),
        N_("XOR needs a hidden layer: without one the loss sticks near 0.69, a mere guess. Add a layer of 4 neurons."),
        _experiment({"dataset": "xor"}, [], optimizer=_SLOW_SGD),
        Claim("val_loss", 100, 0.60, 0.80),
        300,
    ),
    "spiral": Preset(
        N_("Spiral"),
        N_("Only x₁ and x₂ go in, yet 8-8-8 ReLU neurons with Adam unroll the spiral in about a hundred epochs."),
        _experiment({"dataset": "spiral", "scaling": "standard"}, _dense("relu", 8, 8, 8), optimizer=_ADAM),
        Claim("val_accuracy", 500, 0.95, 1.0),
        500,
    ),
    "arms": Preset(
        N_("Three classes"),
        N_("One output for each class and softmax between them: the colours mix where the network hesitates."),
        _experiment({"dataset": "spiral3", "scaling": "standard"}, _dense("relu", 16, 16), optimizer=_ADAM),
        Claim("val_accuracy", 500, 0.9, 1.0),
        500,
    ),
    "overfit": Preset(
        N_("Overfitting"),
        N_("Overfitting on purpose: few noisy samples, many weights. Training loss goes to 0, validation loss climbs."),
        _experiment(
            {"dataset": {"kind": "gauss", "num_samples": 200, "noise": 0.5}, "train_share": 0.2},
            _dense("relu", 64, 64),
            optimizer=_ADAM,
        ),
        Claim("loss", 500, 0.0, 0.05),
        500,
    ),
    "too_fast": Preset(
        N_("Too fast"),
        N_("The learning rate is far too large: each step jumps over the valley. Choose 0.03 and press Reset."),
        _experiment({"dataset": "circle"}, _dense("relu", 4, 2), optimizer={"kind": "SGD", "learning_rate": 10.0}),
        Claim("val_loss", 100, 0.5, 1e9),
        300,
    ),
    "hills": Preset(
        N_("Regression"),
        N_("The colour is a number now, not a class. Watch hills and hollows grow where the samples ask for them."),
        _experiment({"dataset": "multi_gauss"}, _dense("tanh", 8, 8), optimizer=_ADAM),
        Claim("val_loss", 300, 0.0, 0.05),
        300,
    ),
    "digits": Preset(
        N_("Digits"),
        N_("Small filters slide over 8 × 8 pictures of digits. The matrix shows which digits are taken for which."),
        _experiment(
            {"dataset": "digits", "train_share": 0.7, "scaling": "minmax"},
            [
                {"kind": "Conv2D", "filters": 8},
                {"kind": "MaxPooling2D"},
                {"kind": "Flatten"},
                {"kind": "Dense", "units": 32},
            ],
            optimizer=_ADAM,
            batch_size=32,
            epochs=100,
        ),
        Claim("val_accuracy", 15, 0.94, 1.0),
        30,
    ),
    "houses": Preset(
        N_("Houses"),
        N_("A real table, blanks and text column included: after 20 epochs a price is off by about 37,000 dollars."),
        _experiment(
            {"dataset": "california_housing", "scaling": "standard", "train_share": 0.8},
            _dense("relu", 32, 16),
            optimizer={"kind": "Adam", "learning_rate": 0.003},
            batch_size=64,
            epochs=20,
        ),
        Claim("val_mean_absolute_error", 20, 0.30, 0.40),
        20,
    ),
    "fashion": Preset(
        N_("Fashion-MNIST"),
        N_("60,000 pictures of clothes, five epochs, about 87 of 100 right. The shirt is the hard one: see its row."),
        _experiment(
            {"dataset": "fashion_mnist", "scaling": "minmax"},
            [{"kind": "Flatten"}, {"kind": "Dense", "units": 128}, {"kind": "Dropout", "rate": 0.2}],
            optimizer={"kind": "Adam", "learning_rate": 0.001},
            batch_size=32,
            epochs=5,
            seed=1,
        ),
        Claim("val_accuracy", 5, 0.860, 0.880),
        5,
    ),
    "draw": Preset(
        N_("Draw"),
        N_("Your own points: choose a colour and draw on the plane, also while it trains. The boundary follows."),
        _experiment({"dataset": "drawn", "train_share": 0.8}, _dense("tanh", 8, 4), optimizer=_ADAM),
        Claim("val_accuracy", 300, 0.75, 1.0),
        300,
    ),
}
