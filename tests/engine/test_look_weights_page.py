"""The looks of the Weights page against NumPy by hand."""

from dataclasses import replace
from typing import Any

import keras
import numpy as np
import pytest

from playground.data.encoding import fit, fit_target
from playground.data.load import load
from playground.data.samples import Data
from playground.engine import network
from playground.engine.looks import compute, weight_history
from playground.engine.moments import Moment
from playground.engine.snapshots import Position, Snapshot
from playground.engine.trainer import Trainer
from playground.runs import wire
from playground.spec import DATASETS, LAYERS, DataSpec, Experiment, Explained
from playground.spec.layers.base import weight_names
from tests.float32 import EPSILON, Rounded, assert_within, close

from .conftest import data_for, dense, experiment_on

FLAT = {"kind": "Flatten"}
EVERY_STEP = {"return_sequences": True}
SEQUENCE = [{"kind": "Conv1D", "filters": 4, "kernel_size": 3}, {"kind": "MaxPooling1D"},
            {"kind": "LayerNormalization"}, {"kind": "LSTM", "units": 3, **EVERY_STEP},
            {"kind": "GRU", "units": 2, **EVERY_STEP}, {"kind": "GlobalAveragePooling1D"}]  # fmt: skip
PICTURE = [{"kind": "Conv2D", "filters": 4}, {"kind": "MaxPooling2D"}, {"kind": "AveragePooling2D"},
           {"kind": "BatchNormalization"}, {"kind": "Conv2D", "filters": 3, "kernel_size": 2, "padding": "same"},
           {"kind": "GlobalAveragePooling2D"}, {"kind": "GaussianNoise"}, dense(5)]  # fmt: skip
STACKS: list[tuple[str, list[dict[str, Any]]]] = [
    ("circle", []),
    ("circle", [dense(4), {"kind": "Activation"}, {"kind": "Dropout"}, dense(3, use_bias=False)]),
    ("plane", [dense(4)]),
    ("blobs", [dense(4)]),
    ("iris", []),
    ("two_waves", SEQUENCE),
    ("digits", [FLAT, dense(6)]),
    ("digits", PICTURE),
]
LOOKS = ("weight_matrix", "first_layer_pictures", "weight_history", "equation")


def ask(name: str, experiment: Experiment, model: Any = None, data: Data | None = None, **parameters: Any) -> Any:
    model = model or network.build(experiment)
    return compute(name, model, data or data_for(experiment), experiment, **parameters)


def test_every_kind_of_layer_is_tried() -> None:
    assert {layer["kind"] for _, layers in STACKS for layer in layers} == {kind.name() for kind in LAYERS}


@pytest.mark.parametrize(("dataset", "layers"), STACKS)
def test_every_layer_gives_an_answer_that_can_be_sent(dataset: str, layers: Any) -> None:
    experiment = experiment_on(dataset, layers)
    data = data_for(experiment)
    trainer = Trainer(experiment, data)
    moments = [trainer.moment({})]
    trainer.train(None, max_steps=3)
    moments.append(trainer.moment({}))
    before = [variable.numpy() for variable in trainer.model.variables]
    for layer in trainer.model.layers:
        if not layer.weights:
            with pytest.raises(Explained, match="has no weights"):
                ask("weight_matrix", experiment, trainer.model, data, layer=layer.name)
            continue
        shown = ask("weight_matrix", experiment, trainer.model, data, layer=layer.name)
        for index in np.flatnonzero(shown["matrix:weights"]):
            each = ask("weight_matrix", experiment, trainer.model, data, layer=layer.name, weight=weight_names()[index])
            wire.encode({}, each)
        wire.encode({}, ask("first_layer_pictures", experiment, trainer.model, data, layer=layer.name))
    history = compute("weight_history", trainer.model, data, experiment, moments)
    for name, array in history.items():
        assert np.isfinite(array).all(), name
    wire.encode({}, history)
    wire.encode({}, ask("equation", experiment, trainer.model, data))
    for own, old in zip(trainer.model.variables, before, strict=True):
        np.testing.assert_array_equal(own.numpy(), old)


# --- the matrix


def test_a_small_matrix_is_exact_with_its_bias_beside() -> None:
    experiment = experiment_on("iris", [dense(5)])
    model = network.build(experiment)
    model.layers[0].bias.assign(np.arange(5) - 9.0)
    found = ask("weight_matrix", experiment, model, layer="dense_1")
    np.testing.assert_array_equal(found["matrix"], model.layers[0].kernel.numpy())
    np.testing.assert_array_equal(found["matrix:bias"], [[-9, -8, -7, -6, -5]])
    assert found["matrix:block"].tolist() == [1, 1]
    assert found["matrix:window"].tolist() == [0, 0, 4, 5]
    assert found["matrix:shape"].tolist() == [4, 5]
    has = zip(weight_names(), found["matrix:weights"], strict=True)
    assert [name for name, is_there in has if is_there] == ["kernel", "bias"]
    assert found["matrix:largest"].tolist() == [9, 9, 0]


def test_a_large_matrix_becomes_means_of_blocks() -> None:
    experiment = experiment_on("digits", [FLAT, dense(300), dense(129)])
    model = network.build(experiment)
    found = ask("weight_matrix", experiment, model, layer="dense_2")
    kernel, bias = (Rounded(weight.numpy()) for weight in model.layers[2].weights)
    assert found["matrix:block"].tolist() == [3, 2]
    assert found["matrix"].shape == (100, 65)
    for row, column in ((0, 0), (7, 64), (99, 64), (99, 3)):
        close(found["matrix"][row, column], kernel[3 * row : 3 * row + 3, 2 * column : 2 * column + 2].mean())
    np.testing.assert_array_equal(found["matrix:bias"][0, 64], bias.value[128])
    part = ask("weight_matrix", experiment, model, layer="dense_2", row=290, column=120, num_rows=40, num_columns=5)
    np.testing.assert_array_equal(part["matrix"], model.layers[2].kernel.numpy()[290:, 120:125])
    np.testing.assert_array_equal(part["matrix:bias"][0], model.layers[2].bias.numpy()[120:125])
    assert part["matrix:block"].tolist() == [1, 1]
    assert part["matrix:window"].tolist() == [290, 120, 10, 5]


def test_the_means_of_all_blocks_keep_the_sum() -> None:
    experiment = experiment_on("digits", [FLAT, dense(300), dense(129)])
    model = network.build(experiment)
    found = ask("weight_matrix", experiment, model, layer="dense_2")
    sizes = np.outer([3] * 100, [2] * 64 + [1])
    kernel = model.layers[2].kernel.numpy()
    of_blocks = 3 * 2 * EPSILON * np.abs(kernel).sum(dtype=float)  # six weights, or fewer, are added for each mean
    assert_within((found["matrix"].astype(float) * sizes).sum(), kernel.sum(dtype=float), of_blocks)


def test_a_kernel_of_a_convolution_has_a_row_for_each_place_and_channel() -> None:
    experiment = experiment_on("digits", PICTURE)
    model = network.build(experiment)
    found = ask("weight_matrix", experiment, model, layer="conv2d_2")
    kernel = model.layers[4].kernel.numpy()
    assert found["matrix:shape"].tolist() == [2, 2, 4, 3]
    assert found["matrix"].shape == (16, 3)
    assert found["matrix"][1 * 8 + 0 * 4 + 3, 2] == kernel[1, 0, 3, 2]


def test_the_largest_weight_of_all_layers_is_found() -> None:
    experiment = experiment_on("circle", [dense(3), dense(2)])
    model = network.build(experiment)
    model.layers[1].bias.assign([0, -7])
    found = ask("weight_matrix", experiment, model, layer="dense_1", all_layers=True)
    assert found["matrix:largest"][2] == 7
    assert found["matrix:largest"][1] == np.abs(model.layers[0].kernel.numpy()).max()


def test_weights_that_are_not_finite_are_shown_and_do_not_count_as_the_largest() -> None:
    experiment = experiment_on("circle", [dense(2)])
    model = network.build(experiment)
    model.layers[0].kernel.assign([[np.nan, 1], [-3, np.inf]])
    found = ask("weight_matrix", experiment, model, layer="dense_1", all_layers=True)
    assert found["matrix:largest"][0] == 3
    assert np.isnan(found["matrix"][0, 0])


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"layer": "dense_7"}, "no layer dense_7"),
        ({"layer": "dense_1", "weight": "gamma"}, "has no weight gamma"),
        ({"layer": "dense_1", "row": 2}, "has no row 3: it has 2"),
        ({"layer": "dense_1", "column": 3}, "has no column 4: it has 3"),
        ({"layer": "dense_1", "row": -1}, "cannot answer"),
        ({"layer": "dense_1", "num_rows": 0}, "cannot answer"),
    ],
)
def test_a_question_without_an_answer_is_explained(parameters: Any, said: str) -> None:
    with pytest.raises(Explained, match=said):
        ask("weight_matrix", experiment_on("circle", [dense(3)]), **parameters)


def test_five_million_weights_are_aggregated() -> None:
    experiment = experiment_on("digits", [FLAT, *[dense(1024) for _ in range(5)], dense(600)])
    model, data = network.build(experiment), data_for(experiment)
    assert model.count_params() > 4_800_000
    found = ask("weight_matrix", experiment, model, data, layer="dense_2", all_layers=True)
    assert found["matrix"].shape == (128, 128)
    assert found["matrix:block"].tolist() == [8, 8]
    assert len(wire.encode({}, found)) < 300_000


# --- pictures


def back(found: Any) -> np.ndarray:
    return (found["pictures"].astype(float) - 128) / 127 * found["pictures:scale"][:, None, None, None]


def test_the_weights_of_each_neuron_are_a_picture() -> None:
    experiment = experiment_on("digits", [{"kind": "Dropout"}, FLAT, {"kind": "GaussianNoise"}, dense(70)])
    model = network.build(experiment)
    kernel = model.layers[3].kernel.numpy()
    found = ask("first_layer_pictures", experiment, model)
    assert found["pictures"].shape == (64, 8, 8, 1)
    assert found["pictures:window"].tolist() == [0, 70, 1]
    np.testing.assert_array_equal(found["pictures:scale"], np.abs(kernel[:, :64]).max(axis=0))
    step = np.abs(kernel).max() / 127
    assert np.abs(back(found)[5, :, :, 0] - kernel[:, 5].reshape(8, 8)).max() <= 0.51 * step
    rest = ask("first_layer_pictures", experiment, model, first=64)
    assert rest["pictures"].shape == (6, 8, 8, 1)
    assert np.abs(back(rest)[5, :, :, 0] - kernel[:, 69].reshape(8, 8)).max() <= 0.51 * step


def test_pictures_in_colour_keep_their_channels_and_the_message_stays_small() -> None:
    from playground.engine.looks.first_layer_pictures import as_pictures

    experiment = experiment_on("digits", [FLAT, dense(40)])
    layer = keras.layers.Dense(40, name="dense_1")
    layer.build((None, 12_288))
    wide = experiment.placed[0]._replace(input_shape=(64, 64, 3), output_shape=(12_288,))
    pictures = as_pictures(layer, (wide, *experiment.placed[1:]))
    assert pictures is not None
    assert pictures.shape == (40, 64, 64, 3)
    assert pictures[7, 10, 20, 2] == layer.kernel.numpy()[(10 * 64 + 20) * 3 + 2, 7]


def test_the_kernels_of_a_convolution_are_pictures() -> None:
    experiment = experiment_on("digits", PICTURE)
    model = network.build(experiment)
    found = ask("first_layer_pictures", experiment, model, layer="conv2d_2")
    assert found["pictures"].shape == (3, 2, 2, 4)
    kernel = model.layers[4].kernel.numpy()
    assert np.abs(back(found)[2] - kernel[..., 2]).max() <= 0.51 * np.abs(kernel).max() / 127
    assert ask("first_layer_pictures", experiment, model)["pictures"].shape == (4, 3, 3, 1)


def test_a_kernel_over_a_sequence_has_channels_as_rows() -> None:
    experiment = experiment_on("two_waves", SEQUENCE)
    model = network.build(experiment)
    kernel = model.layers[0].kernel.numpy()
    found = ask("first_layer_pictures", experiment, model)
    assert found["pictures"].shape == (4, kernel.shape[1], 3, 1)
    assert np.abs(back(found)[1, 0, :, 0] - kernel[:, 0, 1]).max() <= 0.51 * np.abs(kernel).max() / 127


def test_many_channels_are_cut_and_said() -> None:
    layers = [{"kind": "Conv2D", "filters": 20}, {"kind": "Conv2D", "filters": 70}]
    found = ask("first_layer_pictures", experiment_on("digits", layers), layer="conv2d_2")
    assert found["pictures"].shape == (64, 3, 3, 16)
    assert found["pictures:window"].tolist() == [0, 70, 20]


def test_weights_that_are_all_zero_are_grey() -> None:
    experiment = experiment_on("digits", [FLAT, dense(2)])
    model = network.build(experiment)
    model.layers[1].kernel.assign(np.zeros((64, 2)))
    found = ask("first_layer_pictures", experiment, model)
    assert (found["pictures"] == 128).all()


@pytest.mark.parametrize(
    ("dataset", "layers", "layer"),
    [("iris", [dense(3)], None), ("digits", [FLAT, dense(3), dense(2)], "dense_2"), ("two_waves", SEQUENCE, "gru_1")],
)
def test_other_weights_are_no_pictures(dataset: str, layers: Any, layer: str | None) -> None:
    assert ask("first_layer_pictures", experiment_on(dataset, layers), layer=layer) == {}


# --- over the run


def moment(model: Any, step: int, weights: Any = None) -> Moment:
    arrays = model.get_weights() if weights is None else weights
    return Moment(Snapshot(Position(step, step, 0), arrays), len(arrays))


def test_norms_and_histograms_equal_numpy() -> None:
    experiment = experiment_on("circle", [dense(3), {"kind": "BatchNormalization"}])
    model, data = network.build(experiment), data_for(experiment)
    first, second = moment(model, 0), moment(model, 5, [array * 2 + 0.1 for array in model.get_weights()])
    found = compute("weight_history", model, data, experiment, [first, second], num_bins=10)
    assert found["history:step"].tolist() == [0, 5]
    for row, each in enumerate((first, second)):
        kernel, bias, gamma, beta, *_ = each.weights
        for name, arrays in (("dense_1", (kernel, bias)), ("batchnormalization_1", (gamma, beta))):
            close(found[f"norm:{name}"][row], np.sqrt(sum((Rounded(array) ** 2).sum() for array in arrays)))
        values = np.concatenate([kernel.ravel(), bias])
        edges = found["edges:dense_1"]
        by_hand = np.histogram(values, np.linspace(edges[0], edges[-1], 11))[0]
        assert found["histogram:dense_1"][row].sum() == 9
        assert np.abs(found["histogram:dense_1"][row] - by_hand).sum() <= 2  # a value may lie on an edge


def total_loss(model: Any, experiment: Experiment, data: Data) -> float:
    """By hand, in double precision: the mean loss and the penalty."""
    (kernel, bias, last, last_bias) = (array.astype(float) for array in model.get_weights())
    hidden = np.tanh(data.train.x.astype(float) @ kernel + bias)
    p = 1 / (1 + np.exp(-(hidden @ last + last_bias)))
    y = data.train.y
    return float(-(y * np.log(p) + (1 - y) * np.log(1 - p)).mean() + 0.01 * (kernel**2).sum())


def test_gradient_sizes_equal_finite_differences() -> None:
    experiment = experiment_on("circle", [dense(3, l2=0.01)])
    model, data = network.build(experiment), data_for(experiment)
    found = compute("weight_history", model, data, experiment, [moment(model, 0)])
    assert found["history:samples"].tolist() == [len(data.train)]
    squares = []
    for variable in model.layers[0].weights:
        start = variable.numpy()
        for index in np.ndindex(start.shape):
            losses = []
            for change in (1e-2, -1e-2):
                moved = start.copy()
                moved[index] += change
                variable.assign(moved)
                losses.append(total_loss(model, experiment, data))
            squares.append(((losses[0] - losses[1]) / 2e-2) ** 2)
        variable.assign(start)
    by_hand = np.sqrt(sum(squares))
    assert_within(found["gradient:dense_1"][0], by_hand, 1e-3 * by_hand)  # as exact as differences of 0.01 are


def test_gradients_belong_to_their_moment_and_the_network_is_left_as_it_was() -> None:
    experiment = experiment_on("digits", PICTURE)
    model, data = network.build(experiment), data_for(experiment)
    before = [variable.numpy() for variable in model.variables]
    zeros = moment(model, 3, [np.zeros_like(array) for array in model.get_weights()])
    found = compute("weight_history", model, data, experiment, [moment(model, 0), zeros])
    assert found["gradient:conv2d_1"][0] > 0
    assert found["gradient:conv2d_1"][1] == 0
    for variable, old in zip(model.variables, before, strict=True):
        np.testing.assert_array_equal(variable.numpy(), old)


def test_a_moment_is_measured_once_and_forgotten_with_it() -> None:
    experiment = experiment_on("circle", [dense(2)])
    model, data = network.build(experiment), data_for(experiment)
    only = moment(model, 0)
    before = len(weight_history._MEASURED)
    first = compute("weight_history", model, data, experiment, [only])
    assert len(weight_history._MEASURED) == before + 1
    again = compute("weight_history", model, data, experiment, [only])
    np.testing.assert_array_equal(first["gradient:dense_1"], again["gradient:dense_1"])
    del only
    assert len(weight_history._MEASURED) == before


def test_moments_are_spread_over_the_run_and_stay_chosen_as_it_goes_on() -> None:
    experiment = experiment_on("circle")
    model = network.build(experiment)
    moments = [moment(model, step) for step in range(0, 1000, 7)]
    chosen = [each.position.step for each in weight_history.spread(moments, 24)]
    assert chosen[0] == 0
    assert chosen[-1] == 994
    assert 12 <= len(chosen) <= 24
    later = [each.position.step for each in weight_history.spread([*moments, moment(model, 1001)], 24)]
    assert len(set(chosen) & set(later)) >= len(chosen) - 1
    assert len(weight_history.spread(moments[:24], 24)) == 24
    assert len(weight_history.spread(moments, 2)) == 2


def test_without_a_moment_there_is_no_history() -> None:
    assert ask("weight_history", experiment_on("circle", [dense(2)])) == {}


def test_weights_that_are_all_the_same_have_a_histogram() -> None:
    counts, edges = weight_history.histograms([np.full(5, 3.0), np.full(4, 3.0)], 4)
    assert counts.sum(axis=1).tolist() == [5, 4]
    assert edges[0] < 3 < edges[-1]
    counts, _ = weight_history.histograms([np.array([np.nan, 1.0]), np.array([np.inf])], 4)
    assert counts.sum(axis=1).tolist() == [1, 0]


# --- the equation


def scaled(dataset: str, scaling: Any, target_scaling: Any = "none", output: str = "auto", **data: Any) -> Any:
    """An experiment without hidden layers on a dataset's own samples, and a network with weights drawn at random."""
    spec = DataSpec(dataset=dataset, scaling=scaling, target_scaling=target_scaling, **data)
    experiment = Experiment(data=spec, network={"output": {"activation": output}})
    model, samples = network.build(experiment), load(spec)
    random = np.random.default_rng(4)
    for variable in model.variables:
        variable.assign(random.normal(size=variable.shape))
    return experiment, model, samples


FUNCTIONS = {
    "linear": lambda z: z,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "softmax": lambda z: np.exp(z) / np.exp(z).sum(1, keepdims=True),
}


def rounded(numbers: Any) -> Rounded:
    """Numbers that were exact before float32 took them."""
    return Rounded(numbers, EPSILON * np.abs(numbers))


def assert_gives(found: Any, columns: np.ndarray, model: Any, data: Data, function: str) -> None:
    """The equation, both ways from these columns, gives what the network predicts for the validation samples."""
    deviation = np.where(found["equation:deviation"] > 0, found["equation:deviation"], 1)
    # What enters is a column's distance from its mean or its smallest value, in deviations or more.
    entering = Rounded(data.validation.x, 2 * EPSILON * np.abs(columns).max(axis=0) / deviation)
    kernel, bias = model.get_weights()
    target = rounded(data.target.span), rounded(data.target.shift)
    by_network = FUNCTIONS[function](entering @ Rounded(kernel) + bias) * target[0] + target[1]
    predicted = data.target.decode(model.predict(data.validation.x, verbose=0))
    standard = (columns - rounded(found["equation:mean"])) / rounded(deviation)
    shift, span = found["equation:target"]
    for values, name in ((columns, "raw"), (standard, "standardised")):
        z = rounded(found[f"equation:{name}_intercept"]) + values @ rounded(found[f"equation:{name}"])
        by_hand = FUNCTIONS[function](z) * rounded(span) + rounded(shift)
        close(predicted, by_hand.wider(by_network.error))


@pytest.mark.parametrize(
    ("dataset", "scaling", "target_scaling", "output", "function"),
    [
        pytest.param("boston_housing", "standard", "none", "linear", "linear", marks=pytest.mark.real_data),
        pytest.param("boston_housing", "minmax", "standard", "linear", "linear", marks=pytest.mark.real_data),
        pytest.param("boston_housing", "none", "minmax", "sigmoid", "sigmoid", marks=pytest.mark.real_data),
        ("breast_cancer", "standard", "none", "sigmoid", "sigmoid"),
        ("iris", "minmax", "none", "softmax", "softmax"),
        ("diabetes", "none", "standard", "linear", "linear"),
    ],
)
def test_the_equation_gives_the_predictions(
    dataset: str, scaling: str, target_scaling: str, output: str, function: str
) -> None:
    if not DATASETS[dataset]().is_here():
        pytest.skip(f"{dataset} is not in the data folder")
    experiment, model, data = scaled(dataset, scaling, target_scaling, output)
    found = ask("equation", experiment, model, data)
    raw = data.validation.raw.reshape(len(data.validation), -1).astype(float)
    assert found["equation:num_terms"][0] == raw.shape[1]
    assert_gives(found, raw[:, found["equation:columns"]], model, data, function)
    raw = Rounded(data.train.raw.reshape(len(data.train), -1))
    close(found["equation:deviation"], np.sqrt(raw.var(axis=0)))


def test_on_the_plane_the_columns_are_the_features() -> None:
    experiment, model, data = scaled("circle", "standard", features=("x1", "x2_squared", "sin_x1"))
    found = ask("equation", experiment, model, data)
    x1, x2 = data.validation.raw.T.astype(float)
    assert_gives(found, np.stack([x1, x2 * x2, np.sin(x1)], axis=1), model, data, "sigmoid")


def test_pictures_show_their_strongest_terms() -> None:
    experiment, model, data = scaled("digits", "minmax")
    found = ask("equation", experiment, model, data)
    assert found["equation:num_terms"][0] == 64
    assert len(found["equation:columns"]) == 40
    assert (np.diff(found["equation:columns"]) > 0).all()
    strength = np.abs(model.get_weights()[0] * data.train.x.reshape(-1, 64).std(axis=0)[:, None]).max(axis=1)
    assert set(found["equation:columns"]) == set(np.argsort(-strength)[:40])


def test_a_column_that_never_changes_and_one_far_from_zero_are_exact() -> None:
    experiment = experiment_on("boston_housing")
    model, data = network.build(experiment), data_for(experiment)
    raw = data.train.raw.copy()
    raw[:, 0] = 5
    raw[:, 1] = 1e5 + 10 * raw[:, 1]
    encode = fit(raw, None, "standard")
    x = encode(raw)
    target = fit_target(raw[:, 2], "standard")
    data = replace(data, train=replace(data.train, raw=raw, x=x), encode=encode, target=target)
    found = ask("equation", experiment, model, data)
    assert found["equation:standardised"][0, 0] == 0
    by_hand = found["equation:raw_intercept"] + raw.astype(float) @ found["equation:raw"]
    predicted = target.decode(model.predict(x, verbose=0)).astype(float)
    np.testing.assert_allclose(predicted, by_hand, atol=2e-3)  # float32 knows 1e5 to 0.008, of a deviation of 10


@pytest.mark.parametrize(
    ("layers", "output"), [([dense(3)], "sigmoid"), ([], "tanh"), ([{"kind": "Activation"}], "sigmoid")]
)
def test_a_network_that_is_not_linear_has_no_equation(layers: Any, output: str) -> None:
    assert ask("equation", experiment_on("circle", layers, output_activation=output, loss="mean_squared_error")) == {}
