"""The stack of layers, and what flows through it: shapes and parameter counts, without TensorFlow."""

from typing import Annotated, NamedTuple

from playground.spec.activations import ACTIVATIONS
from playground.spec.errors import N_, Explained, InvalidExperiment, Term
from playground.spec.initializers import Initializer
from playground.spec.kinds import OneOf, Value, field
from playground.spec.layers import LAYERS, Layer, Parameters, Shape, product
from playground.spec.layers.dense import Dense
from playground.spec.layers.flatten import Flatten

MAX_LAYERS = 16


class Output(Value):
    """The last layer. Its number of neurons follows from the data."""

    activation: Annotated[str, OneOf(ACTIVATIONS, ("auto",))] = field(
        "auto", N_("Output activation"), help=N_("Automatic: the one that fits the task."), more=True
    )
    use_bias: bool = field(True, N_("Output bias"), help=N_("Add one learned number to each output."), more=True)
    kernel_initializer: Initializer = field(
        "glorot_uniform", N_("Initial output weights"), help=N_("How the first weights are drawn."), more=True
    )


class Network(Value):
    """The hidden layers in order, and the output."""

    layers: tuple[LAYERS.annotation(Layer), ...] = field(  # type: ignore[valid-type]
        (), N_("Layers"), max_length=MAX_LAYERS
    )
    output: Output = Output()


class Placed(NamedTuple):
    """A layer in its place: what enters it, what leaves it, what it costs."""

    name: str
    layer: Layer
    input_shape: Shape
    output_shape: Shape
    parameters: Parameters
    work: int
    hidden_index: int | None
    """Its index in ``network.layers``, or None for the output and a Flatten put in before it."""


class BrokenStack(InvalidExperiment):
    """A layer that cannot stand where it stands. ``placed`` holds the layers before it."""

    def __init__(self, index: int, layer: Layer, problem: Explained, placed: tuple[Placed, ...]) -> None:
        super().__init__(
            N_("Layer {number} ({kind}): {problem}"), number=index + 1, kind=Term(layer.label), problem=problem
        )
        self.index = index
        self.placed = placed


def place_layers(network: Network, input_shape: Shape, num_outputs: int, activation: str) -> tuple[Placed, ...]:
    """Send a shape through the stack and the output layer.

    A picture that reaches the output is flattened first, as a layer of its own.

    Raises:
        BrokenStack: a layer cannot stand where it stands.
    """
    placed: list[Placed] = []
    shape = input_shape
    counts: dict[str, int] = {}

    def put(layer: Layer, hidden_index: int | None, name: str = "") -> None:
        nonlocal shape
        base = layer.name().lower()
        counts[base] = counts.get(base, 0) + 1
        output = layer.output_shape(shape)
        name = name or f"{base}_{counts[base]}"
        costs = layer.num_parameters(shape), layer.work(shape)
        placed.append(Placed(name, layer, shape, output, *costs, hidden_index))
        shape = output

    for index, layer in enumerate(network.layers):
        try:
            _check_trainable(layer.has_activation)
            put(layer, index)
        except InvalidExperiment as problem:
            raise BrokenStack(index, layer, problem, tuple(placed)) from problem
    if len(shape) > 1:
        put(Flatten(), None)
    _check_trainable(activation)
    output = network.output
    put(
        Dense(
            units=num_outputs,
            activation=activation,
            use_bias=output.use_bias,
            kernel_initializer=output.kernel_initializer,
        ),
        None,
        "output",
    )
    return tuple(placed)


def _check_trainable(activation: str | None) -> None:
    refusal = ACTIVATIONS[activation].refusal if activation is not None else ""
    if refusal:
        raise InvalidExperiment(refusal)


def total_parameters(placed: tuple[Placed, ...]) -> Parameters:
    """The sum over the stack."""
    return Parameters(
        sum(entry.parameters.trainable for entry in placed), sum(entry.parameters.non_trainable for entry in placed)
    )


def largest_output(placed: tuple[Placed, ...]) -> int:
    """The most numbers that any layer makes of one sample."""
    return max(product(entry.output_shape) for entry in placed)
