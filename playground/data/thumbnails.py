"""A glimpse of a dataset for a menu: some points, or one picture. Never downloads."""

from dataclasses import dataclass

import numpy as np

from playground.data.encoding import fit
from playground.spec.data import Dataset
from playground.spec.samples import Floats, Integers

MOST_POINTS = 200
DOMAIN = 6.0
HALF = 5.0
"""The columns of a table are laid out from -5 to 5, as the sets on the plane are."""


@dataclass(frozen=True)
class Thumbnail:
    """``points`` float32 ``(n, 2)`` in -6 to 6 with ``labels`` ``(n,)``, or ``picture`` float32 ``(h, w)`` in 0 to 1.

    All are None for a set that has not been downloaded yet.
    """

    points: Floats | None = None
    labels: Integers | Floats | None = None
    picture: Floats | None = None


def thumbnail(dataset: Dataset, num_points: int = MOST_POINTS) -> Thumbnail:
    """A few points of a set on the plane or of a table, or the first picture of a set of pictures.

    Raises:
        DataUnavailable: the set is there but cannot be read.
    """
    if not dataset.is_here():
        return Thumbnail()
    samples = dataset.samples()
    if len(dataset.sample_shape) == 3:
        first = samples.x[0].mean(axis=-1, dtype=np.float32)
        return Thumbnail(picture=(first / max(first.max(), 1)).astype(np.float32))
    points = samples.x if dataset.is_plane else _flattened(samples.x)
    drawn = np.flatnonzero((np.abs(points) <= DOMAIN).all(axis=1))  # the edge of a heap may lie outside
    few = np.random.default_rng(0).permutation(drawn)[:num_points]
    return Thumbnail(points[few], samples.y[few])


def _flattened(table: Floats) -> Floats:
    """The two columns that vary most, laid out on the plane."""
    columns = np.sort(np.argsort(table.var(axis=0))[-2:])
    chosen = table[:, columns]
    return ((fit(chosen, None, "minmax")(chosen) - 0.5) * 2 * HALF).astype(np.float32)
