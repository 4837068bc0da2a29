"""The layer kinds, one in each file; importing this package registers them all."""

from importlib import import_module
from pkgutil import iter_modules

from playground.spec.layers.base import LAYERS, Layer, Parameters, Shape, Weighted, product, shape_text

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

__all__ = ["LAYERS", "Layer", "Parameters", "Shape", "Weighted", "product", "shape_text"]
