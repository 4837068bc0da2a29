"""The optimizers, with the argument names, defaults and meanings of ``keras.optimizers``."""

from typing import Any, ClassVar, Literal

from pydantic import model_validator

from playground.spec.errors import N_, InvalidExperiment
from playground.spec.kinds import Kind, Registry, field


def _rate(default: float) -> Any:
    return field(
        default, N_("Learning rate"), help=N_("How far one step moves the weights."), logarithmic=True, ge=1e-6, le=100
    )


def _share(default: float, label: str, help: str) -> Any:
    return field(default, label, help=help, more=True, ge=0, le=0.9999)


class Optimizer(Kind):
    """How a gradient becomes a step. Every kind has a learning rate, which may change while it runs."""

    learning_rate: float = _rate(0.01)

    def keras_arguments(self) -> dict[str, Any]:
        """The arguments of ``keras.optimizers.<kind>``."""
        return {name: getattr(self, name) for name in self.parameters()}


OPTIMIZERS: Registry[Optimizer] = Registry(N_("optimizer"))


def _epsilon(default: float = 1e-7) -> Any:
    return field(
        default, N_("Epsilon"), help=N_("Keeps the division stable."), more=True, logarithmic=True, ge=1e-10, le=1.0
    )


def _beta_1() -> Any:
    return _share(0.9, N_("Beta 1"), N_("Memory of the gradient."))


def _beta_2() -> Any:
    return _share(0.999, N_("Beta 2"), N_("Memory of the squared gradient."))


@OPTIMIZERS.register
class SGD(Optimizer):
    """Stochastic gradient descent, with momentum (Polyak 1964) and Nesterov's look-ahead."""

    kind: Literal["SGD"] = "SGD"
    label: ClassVar[str] = N_("SGD")
    summary: ClassVar[str] = N_("Plain steps against the gradient; with momentum they gather speed.")
    momentum: float = _share(0.0, N_("Momentum"), N_("How much of the last step is carried on."))
    nesterov: bool = field(False, N_("Nesterov"), help=N_("Look ahead along the momentum first."), more=True)

    @model_validator(mode="after")
    def _nesterov_needs_momentum(self) -> "SGD":
        if self.nesterov and not self.momentum:
            raise InvalidExperiment(N_("Nesterov needs a momentum above 0. Set the momentum to 0.9, say."))
        return self


@OPTIMIZERS.register
class RMSprop(Optimizer):
    """Divides the step by a running root mean square of the gradient (Hinton 2012)."""

    kind: Literal["RMSprop"] = "RMSprop"
    label: ClassVar[str] = N_("RMSprop")
    summary: ClassVar[str] = N_("Each weight gets a step of its own size, from its recent gradients.")
    learning_rate: float = _rate(0.001)
    rho: float = _share(0.9, N_("Rho"), N_("Memory of the squared gradient."))
    momentum: float = _share(0.0, N_("Momentum"), N_("How much of the last step is carried on."))
    epsilon: float = _epsilon()
    centered: bool = field(False, N_("Centred"), help=N_("Also subtract the mean gradient."), more=True)


@OPTIMIZERS.register
class Adam(Optimizer):
    """Adaptive moments (Kingma and Ba 2014)."""

    kind: Literal["Adam"] = "Adam"
    label: ClassVar[str] = N_("Adam")
    summary: ClassVar[str] = N_("Momentum and a step size for each weight; a good first choice.")
    learning_rate: float = _rate(0.001)
    beta_1: float = _beta_1()
    beta_2: float = _beta_2()
    epsilon: float = _epsilon()
    amsgrad: bool = field(False, N_("AMSGrad"), help=N_("Never let the step size grow again."), more=True)


@OPTIMIZERS.register
class AdamW(Optimizer):
    """Adam with decoupled weight decay (Loshchilov and Hutter 2017)."""

    kind: Literal["AdamW"] = "AdamW"
    label: ClassVar[str] = N_("AdamW")
    summary: ClassVar[str] = N_("Adam that also shrinks every weight a little at each step.")
    learning_rate: float = _rate(0.001)
    weight_decay: float = field(
        0.004, N_("Weight decay"), help=N_("Share of each weight removed per step, times the learning rate."),
        logarithmic=True, ge=0, le=1,
    )  # fmt: skip
    beta_1: float = _beta_1()
    beta_2: float = _beta_2()
    epsilon: float = _epsilon()


@OPTIMIZERS.register
class Adagrad(Optimizer):
    """Steps shrink with the sum of all squared gradients so far (Duchi et al. 2011)."""

    kind: Literal["Adagrad"] = "Adagrad"
    label: ClassVar[str] = N_("Adagrad")
    summary: ClassVar[str] = N_("Steps shrink as gradients add up; good for rare features.")
    learning_rate: float = _rate(0.01)
    initial_accumulator_value: float = field(
        0.1, N_("Initial accumulator"), help=N_("What the sum of squared gradients starts from."), more=True,
        ge=0, le=10,
    )  # fmt: skip
    epsilon: float = _epsilon()


@OPTIMIZERS.register
class Adadelta(Optimizer):
    """Step sizes from the ratio of recent updates to recent gradients (Zeiler 2012)."""

    kind: Literal["Adadelta"] = "Adadelta"
    label: ClassVar[str] = N_("Adadelta")
    summary: ClassVar[str] = N_("Finds step sizes by itself; needs a learning rate near 1.")
    learning_rate: float = _rate(1.0)
    rho: float = _share(0.95, N_("Rho"), N_("Memory of the squared gradient."))
    epsilon: float = _epsilon()


@OPTIMIZERS.register
class Nadam(Optimizer):
    """Adam with Nesterov momentum (Dozat 2016)."""

    kind: Literal["Nadam"] = "Nadam"
    label: ClassVar[str] = N_("Nadam")
    summary: ClassVar[str] = N_("Adam that looks one step ahead.")
    learning_rate: float = _rate(0.001)
    beta_1: float = _beta_1()
    beta_2: float = _beta_2()
    epsilon: float = _epsilon()
