"""The activation kinds, one in each file; importing this package registers them all."""

from importlib import import_module
from pkgutil import iter_modules

from playground.spec.activations.base import ACTIVATIONS, Activation, ActivationName

_MENU = (
    *("linear", "threshold", "sigmoid", "tanh"),
    *("relu", "leaky_relu", "elu", "gelu", "silu", "softplus"),
    "softmax",
)
"""The order in which they are offered; a file that is not named here comes after these."""

_found = {module.name for module in iter_modules(__path__)}
for _name in (*(name for name in _MENU if name in _found), *sorted(_found - set(_MENU))):
    import_module(f"{__name__}.{_name}")

__all__ = ["ACTIVATIONS", "Activation", "ActivationName"]
