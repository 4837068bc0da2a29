"""Conv2D: small learned filters slide over a picture."""

from typing import ClassVar, Literal

from playground.spec.errors import N_, InvalidExperiment, Term
from playground.spec.kinds import field
from playground.spec.layers.base import LAYERS, Arithmetic, Parameters, Role, Shape, Weighted, shape_text
from playground.spec.layers.windows import Padding, slid


@LAYERS.register
class Conv2D(Weighted):
    """A convolution with ``filters`` kernels of shape ``(kernel_size, kernel_size, channels)``."""

    kind: Literal["Conv2D"] = "Conv2D"
    label: ClassVar[str] = N_("Conv2D")
    summary: ClassVar[str] = N_("Slides small filters over a picture; each makes a picture of where it fits.")
    role: ClassVar[Role | None] = "filters"
    arithmetic: ClassVar[Arithmetic] = "convolution"
    rank_needed: ClassVar[int | None] = 3

    filters: int = field(8, N_("Filters"), help=N_("How many pictures this layer makes."), ge=1, le=256)
    kernel_size: int = field(3, N_("Kernel size"), help=N_("Side of the square filter, in pixels."), ge=1, le=15)
    strides: int = field(1, N_("Stride"), help=N_("Pixels the filter moves at a time."), more=True, ge=1, le=8)
    padding: Padding = field(
        "valid", N_("Padding"), help=N_("“same” adds zeros round the picture so that its size stays."), more=True
    )

    def output_shape(self, shape: Shape) -> Shape:
        self.check_rank(shape)
        height, width = shape[:2]
        if self.padding == "valid" and self.kernel_size > min(height, width):
            raise InvalidExperiment(
                N_(
                    "{kind} has a {size} × {size} kernel, larger than its picture of {got}. "
                    "Choose a kernel of at most {allowed}, or the padding “same”."
                ),
                kind=Term(self.label),
                size=self.kernel_size,
                got=shape_text(shape),
                allowed=min(height, width),
            )
        rows, columns = (slid(size, self.kernel_size, self.strides, self.padding) for size in (height, width))
        return (rows, columns, self.filters)

    def num_parameters(self, shape: Shape) -> Parameters:
        return Parameters(trainable=self.filters * (self.kernel_size**2 * shape[-1] + self.use_bias))

    def work(self, shape: Shape) -> int:
        rows, columns, _ = self.output_shape(shape)
        return rows * columns * self.filters * self.kernel_size**2 * shape[-1]
