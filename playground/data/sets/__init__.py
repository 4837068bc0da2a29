"""The datasets, one in each file; importing this package registers them all."""

from importlib import import_module
from pkgutil import iter_modules

_MENU = (
    *("circle", "xor", "gauss", "clouds", "spiral", "moons", "rings", "spiral3", "blobs"),
    *("plane", "multi_gauss"),
    *("sine", "step", "polynomial"),
    *("iris", "wine", "breast_cancer", "xor_n", "house_prices", "california_housing", "boston_housing", "diabetes"),
    *("noisy_sine", "two_waves", "echo"),
    *("digits", "mnist", "fashion_mnist"),
)
"""The order in which they are offered; a file that is not named here comes after these."""

_found = {module.name for module in iter_modules(__path__)}
for _name in (*(name for name in _MENU if name in _found), *sorted(_found - set(_MENU))):
    import_module(f"{__name__}.{_name}")
