"""Pictures in a zip, a folder for each class. ``read`` looks at them, ``guess`` finds a size, ``prepare`` loads all."""

from playground.data.own.registry import Format, register
from playground.spec.errors import N_

register(Format("pictures", N_("Pictures"), ("zip",), family="pictures"))
