"""The looks, one in each file; importing this package registers them all."""

from importlib import import_module
from pkgutil import iter_modules

from playground.engine.looks.base import LOOKS, Look, borrowed, compute

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

__all__ = ["LOOKS", "Look", "borrowed", "compute"]
