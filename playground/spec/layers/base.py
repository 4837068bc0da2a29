"""What a layer kind is: its fields, how it changes a shape, how many parameters it has, and its Keras layer."""

from typing import Any, ClassVar, Literal, NamedTuple, Self

from pydantic.fields import FieldInfo

from playground.spec.activations import ActivationName
from playground.spec.errors import N_, InvalidExperiment, Term
from playground.spec.initializers import Initializer
from playground.spec.kinds import Kind, Registry, field

Shape = tuple[int, ...]
"""The shape of one sample, without the batch axis: ``(2,)``, ``(28, 28, 1)``."""


EVERY_STEP = N_("Output at every step")
"""What the switch ``return_sequences`` of LSTM and GRU is called; a sentence about shapes names it."""


class Parameters(NamedTuple):
    """How many numbers a layer holds."""

    trainable: int = 0
    non_trainable: int = 0

    @property
    def total(self) -> int:
        """Both together, as in Keras's summary."""
        return self.trainable + self.non_trainable


Role = Literal["neurons", "filters", "pill", "block"]
"""How a layer is drawn: its units one by one, as neurons or filters; as a thin pill between two others, where it
changes each number by itself; or as one block."""

Arithmetic = Literal[
    "", "sum", "convolution", "pooling", "mean", "batch_normalization", "layer_normalization", "flatten", "unchanged",
    "activation", "lstm", "gru",
]  # fmt: skip
"""How one number of a layer comes about, where that can be written out; see ``playground.engine.looks.neuron``."""

CompiledAs = Literal[
    "weighted sum", "activation", "nothing", "dropout", "gaussian noise", "layer normalization", "batch normalization",
]  # fmt: skip
"""What machine code does for a layer: kernel, bias and activation; an activation alone; nothing where only a shape
changes."""


class Gate(NamedTuple):
    """A part of a layer with a memory, which has weights of its own."""

    symbol: str
    """As the weights' names have it."""
    label: str
    """English, a key in the catalogues."""


class Layer(Kind):
    """A layer of the stack. Shapes are per sample; no method imports TensorFlow.

    Whatever is true of a kind is a class variable here, with a value that is right for most. Nobody else knows a layer
    by its name: the looks, the pictures and, by a run's hello, the scripts in the browser go by these.
    """

    is_passive: ClassVar[bool] = False
    """Whether it hands on every number unchanged and in the same order outside training, at most in another shape."""
    keeps_order: ClassVar[bool] = False
    """Whether every number of its output belongs to the number at the same place of its input."""
    role: ClassVar[Role | None] = None
    """How it is drawn; None: as ``drawn_as`` finds out."""
    weights: ClassVar[tuple[str, ...]] = ()
    """The names of its weights in Keras, those that it may lack too; of a recurrent layer those of its cell."""
    joins: ClassVar[bool] = False
    """Whether its kernel ``(inputs, units)`` joins every number that comes in with every unit: lines can be drawn."""
    gates: ClassVar[tuple[Gate, ...]] = ()
    """What shares the last axis of its weights, in Keras's order; a layer without a memory has none."""
    candidate: ClassVar[int] = 0
    """Which of the gates says what a unit takes in; the others only say when."""
    arithmetic: ClassVar[Arithmetic] = ""
    compiled_as: ClassVar[CompiledAs | None] = None
    """What it is for the compiled loop; None: TensorFlow's own operations train a network with it, which is slower.

    Only what a kind declares itself counts, as one that inherits may compute something else."""
    compiled_with: ClassVar[tuple[str, ...]] = ()
    """The names of at most two of its numbers which that loop needs."""
    keras_class: ClassVar[str] = ""
    """Where its Keras layer is, such as ``my_layers.Squash``; empty: that of Keras which is called as ``kind``."""

    rank_needed: ClassVar[int | None] = None
    """The number of axes that a sample must have: 1 for a row, 2 for a sequence, 3 for a picture; None: any."""
    is_recurrent: ClassVar[bool] = False
    """Whether it goes over the first axis step by step, each step waiting for the one before."""

    @classmethod
    def start(cls, before: tuple["Layer", ...]) -> Self:
        """What a learner gets who adds this layer behind others."""
        return cls()  # type: ignore[call-arg]

    def output_shape(self, shape: Shape) -> Shape:
        """The shape that leaves the layer.

        Raises:
            InvalidExperiment: this layer cannot receive that shape.
        """
        return shape

    def num_parameters(self, shape: Shape) -> Parameters:
        """The parameters for an input of that shape."""
        return Parameters()

    def work(self, shape: Shape) -> int:
        """Multiplications for one sample in one forward pass; 0 where they do not count."""
        return 0

    def keras_arguments(self) -> dict[str, Any]:
        """The arguments of the Keras layer called ``kind``, as plain values.

        A regularizer is ``{"l1": float, "l2": float}``; an initializer is its name; seeds and the layer's
        name are added by the engine.
        """
        return {name: getattr(self, name) for name in self.parameters()}

    @property
    def has_activation(self) -> str | None:
        """The name of the activation that is part of this layer, if any."""
        return getattr(self, "activation", None)

    def flattens(self, shape: Shape) -> bool:
        """Whether it only lays such a sample out in one row."""
        return self.is_passive and len(self.output_shape(shape)) == 1 < len(shape)

    def drawn_as(self, shape: Shape) -> Role:
        """How it is drawn where a sample of that shape enters."""
        output = self.output_shape(shape)
        if self.keeps_order or (self.is_passive and output == shape):
            return "pill"
        return self.role or ("neurons" if len(output) == 1 and not self.is_passive else "block")

    def check_rank(self, shape: Shape) -> None:
        """Refuse a sample with the wrong number of axes.

        Raises:
            InvalidExperiment: as the text says.
        """
        if self.rank_needed is None or len(shape) == self.rank_needed:
            return
        if self.rank_needed == 3:
            raise InvalidExperiment(
                N_(
                    "{kind} needs a picture (height, width, channels) but receives {got}. "
                    "Put it before the Flatten layer, or choose a dataset of pictures."
                ),
                kind=Term(self.label),
                got=shape_text(shape),
            )
        if self.rank_needed == 2:
            raise InvalidExperiment(
                N_(
                    "{kind} needs a sequence (steps, numbers) but receives {got}. Put it before the Flatten layer, "
                    "switch on “{switch}” in the LSTM or GRU before it, or choose a dataset of sequences."
                ),
                kind=Term(self.label),
                got=shape_text(shape),
                switch=Term(EVERY_STEP),
            )
        raise InvalidExperiment(
            N_("{kind} needs one row of numbers but receives {got}. Put a Flatten layer before it."),
            kind=Term(self.label),
            got=shape_text(shape),
        )


class Weighted(Layer):
    """A layer with a kernel and a bias: what Dense and the convolutions have in common.

    A learner meets the subclass's own fields (how many neurons) before these.
    """

    weights: ClassVar[tuple[str, ...]] = ("kernel", "bias")

    activation: ActivationName = field("relu", N_("Activation"), help=N_("The function applied to each weighted sum."))
    use_bias: bool = field(True, N_("Bias"), help=N_("Add one learned number to each weighted sum."), more=True)
    kernel_initializer: Initializer = field(
        "glorot_uniform", N_("Initial weights"), help=N_("How the first weights are drawn."), more=True
    )
    l1: float = field(
        0.0, N_("L1"), help=N_("Penalty on the sum of |w|: pushes weights to exactly 0."), more=True,
        logarithmic=True, ge=0, le=10,
    )  # fmt: skip
    l2: float = field(
        0.0, N_("L2"), help=N_("Penalty on the sum of w²: keeps weights small."), more=True,
        logarithmic=True, ge=0, le=10,
    )  # fmt: skip

    @classmethod
    def parameters(cls) -> dict[str, FieldInfo]:
        declared = super().parameters()
        shared = {name: declared.pop(name) for name in Weighted.model_fields if name in declared}
        return declared | shared

    def keras_arguments(self) -> dict[str, Any]:
        arguments = super().keras_arguments()
        l1, l2 = arguments.pop("l1"), arguments.pop("l2")
        if l1 or l2:
            arguments["kernel_regularizer"] = {"l1": l1, "l2": l2}
        return arguments


LAYERS: Registry[Layer] = Registry(N_("layer"))

_TELLING = ("kernel", "bias", "recurrent_kernel")


def weight_names() -> tuple[str, ...]:
    """Every name that a weight may have, the one that says most about a layer first."""
    return tuple(dict.fromkeys([*_TELLING, *(name for kind in LAYERS for name in kind.weights)]))


def shape_text(shape: Shape) -> str:
    """A shape as learners read it: ``28 × 28 × 1``; one axis is just its number."""
    return " × ".join(str(size) for size in shape) if shape else "1"


def product(shape: Shape) -> int:
    """How many numbers one sample of this shape holds."""
    total = 1
    for size in shape:
        total *= size
    return total
