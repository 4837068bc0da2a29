"""Conv1D: small learned filters slide along a sequence."""

from typing import ClassVar, Literal

from playground.spec.errors import N_, InvalidExperiment, Term
from playground.spec.kinds import field
from playground.spec.layers.base import LAYERS, Arithmetic, Parameters, Role, Shape, Weighted, shape_text
from playground.spec.layers.windows import Padding, slid


@LAYERS.register
class Conv1D(Weighted):
    """A convolution with ``filters`` kernels of shape ``(kernel_size, channels)``."""

    kind: Literal["Conv1D"] = "Conv1D"
    label: ClassVar[str] = N_("Conv1D")
    summary: ClassVar[str] = N_("Slides small filters along a sequence; each makes a sequence of where it fits.")
    role: ClassVar[Role | None] = "filters"
    arithmetic: ClassVar[Arithmetic] = "convolution"
    rank_needed: ClassVar[int | None] = 2

    filters: int = field(8, N_("Filters"), help=N_("How many sequences this layer makes."), ge=1, le=256)
    kernel_size: int = field(3, N_("Kernel size"), help=N_("Length of the filter, in steps."), ge=1, le=15)
    strides: int = field(1, N_("Stride"), help=N_("Steps the filter moves at a time."), more=True, ge=1, le=8)
    padding: Padding = field(
        "valid", N_("Padding"), help=N_("“same” adds zeros at both ends so that the length stays."), more=True
    )

    def output_shape(self, shape: Shape) -> Shape:
        self.check_rank(shape)
        if self.padding == "valid" and self.kernel_size > shape[0]:
            raise InvalidExperiment(
                N_(
                    "{kind} has a kernel of {size} steps, longer than its sequence of {got}. "
                    "Choose a kernel of at most {allowed}, or the padding “same”."
                ),
                kind=Term(self.label),
                size=self.kernel_size,
                got=shape_text(shape),
                allowed=shape[0],
            )
        return (slid(shape[0], self.kernel_size, self.strides, self.padding), self.filters)

    def num_parameters(self, shape: Shape) -> Parameters:
        return Parameters(trainable=self.filters * (self.kernel_size * shape[-1] + self.use_bias))

    def work(self, shape: Shape) -> int:
        steps, _ = self.output_shape(shape)
        return steps * self.filters * self.kernel_size * shape[-1]
