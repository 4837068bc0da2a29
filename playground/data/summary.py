"""What a page shows of a dataset: a sample of it, and numbers about all of it. Names are the spec's."""

from dataclasses import dataclass, fields, replace
from typing import IO, Any

import numpy as np

from playground.data.encoding import Encoder
from playground.data.histograms import BINS, Array, bar_edges, histogram, is_whole, padded, statistics
from playground.data.load import arranged, load
from playground.data.samples import Data
from playground.spec.data import DataSpec
from playground.spec.errors import N_, DataUnavailable
from playground.spec.samples import Raw

MOST_ROWS = 2000
MOST_COLUMNS = 60
"""A wider table shows its first columns."""
MOST_GROUPS = 8
"""Classes with a colour of their own; the bars of more are not told apart."""
MOST_CLASSES = 30
"""Classes of which pictures and sequences are shown."""
MOST_EXAMPLES = 20
"""Pictures or sequences of one class."""
MOST_NUMBERS = 500_000
"""In all examples together: the page keeps them."""


@dataclass(frozen=True)
class Columns:
    """Numbers about d columns, blanks left out, and their histograms; float64 unless said otherwise.

    A column is an input of the network before its scaling: a column of a table, a feature of the plane. The pixels of
    all pictures are one column, and so is each channel of sequences. The target of a regression comes last.
    """

    blanks: Array
    """How many are blank, int64 ``(d,)``."""
    distinct: Array
    """How many values differ, int64 ``(d,)``; 0 where nobody counted, as for pixels."""
    is_whole: Array
    """Whether all are whole numbers, bool ``(d,)``."""
    statistics: Array
    """``(d, 4)``: lowest, highest, mean, standard deviation; NaN for a column that is all blank."""
    scaled_statistics: Array
    """The same after blanks are filled and scaling is done."""
    edges: Array
    """Of the bars, ``(d, BINS + 1)``; NaN behind the last of a column with fewer bars."""
    counts: Array
    """Heights of the bars before, int64 ``(d, groups, BINS)``; a group is a class, or everything."""
    scaled_edges: Array
    scaled_counts: Array


@dataclass(frozen=True)
class Summary:
    """A sample of a dataset and numbers about all of it. Arrays for what it does not have are empty."""

    counts: Array
    """Samples for training and for validation, int64 ``(2, classes)``, or for regression ``(2, bars)``."""
    target_edges: Array
    """Of these bars, float64 ``(bars + 1,)``; empty for classes."""
    columns: Columns
    strength: Array
    """How much of each input's spread goes with the target or the class, 0 to 1, float64 ``(d,)``."""
    correlation: Array
    """Pearson's, float64 ``(m, m)`` over the inputs and then the target (a number or one of two classes); NaN where a
    column never changes."""
    rows: Array
    """Samples of a table before anything is done, float32 ``(n, columns)``, NaN where blank."""
    rows_plain: Array
    """Their inputs before scaling, blanks filled, float32 ``(n, d)``."""
    rows_scaled: Array
    """Their inputs as they enter the network, float32 ``(n, d)``."""
    rows_label: Array
    """Their class numbers int32, or values float32, ``(n,)``."""
    rows_target: Array
    """Their values as they are trained on, float32 ``(n,)``; for regression only."""
    rows_validation: Array
    """Whether they are for validation, bool ``(n,)``."""
    examples: Array
    """Some pictures or sequences, class after class, ``(n, *sample_shape)`` uint8 or float32."""
    examples_scaled: Array
    """As they enter the network, float32."""
    examples_label: Array
    means: Array
    """The mean picture of each class of the training samples, float32 ``(classes, h, w, channels)``."""
    value_range: Array
    """The lowest and the highest pixel that there can be, float64 ``(2,)``."""

    def save(self, file: IO[bytes]) -> None:
        """Write it as NPZ."""
        columns = {f"columns.{field.name}": getattr(self.columns, field.name) for field in fields(Columns)}
        own = {field.name: getattr(self, field.name) for field in fields(Summary) if field.name != "columns"}
        np.savez(file, allow_pickle=False, **own, **columns)

    @classmethod
    def load(cls, file: IO[bytes]) -> "Summary":
        """Read what ``save`` wrote."""
        with np.load(file, allow_pickle=False) as found:
            columns = Columns(**{field.name: found[f"columns.{field.name}"] for field in fields(Columns)})
            own = {field.name: found[field.name] for field in fields(Summary) if field.name != "columns"}
        return cls(columns=columns, **own)


@dataclass(frozen=True)
class _Rows:
    """Every sample once: those for training first, whatever leaks."""

    raw: Raw
    labels: Array
    num_train: int

    @property
    def is_validation(self) -> Array:
        return np.arange(len(self.labels)) >= self.num_train


def summarise(spec: DataSpec) -> Summary:
    """The summary of the data as this choice splits and scales them.

    Raises:
        DataUnavailable: the samples cannot be had, or their memory cannot.
        InvalidExperiment: the split would leave a part or a class without samples.
    """
    try:
        return _summarise(spec, load(spec))
    except MemoryError:
        raise DataUnavailable(
            N_("There is too little memory to look at all of this data. Choose fewer samples, or less of them.")
        ) from None


def _summarise(spec: DataSpec, data: Data) -> Summary:
    alone = spec.num_train_alone
    rows = _Rows(
        np.concatenate([data.train.raw[:alone], data.validation.raw]),
        np.concatenate([data.train.labels[:alone], data.validation.labels]),
        alone,
    )
    is_table = len(spec.dataset.sample_shape) == 1
    values, known, scale = _values(spec, data, rows)
    targets = [rows.labels.astype(np.float64)] if spec.task == "regression" else []
    found: dict[str, Any] = {
        **_split(spec, rows),
        "columns": _columns(spec, data, rows, values, known, scale, targets),
        "strength": _strength(spec, values, rows.labels) if is_table else np.zeros(0),
        "correlation": _correlation(spec, values, rows.labels) if is_table else np.zeros((0, 0)),
        **(_sample_of_rows(spec, data, rows, values, known) if is_table else _no_rows()),
        **(_no_examples(spec) if is_table else _examples(spec, data, rows)),
    }
    return Summary(**found)


# The columns: an input of the network before it is scaled is one of them.


def _values(
    spec: DataSpec, data: Data, rows: _Rows
) -> tuple[list[Array], list[Array | None], list[tuple[float, float]]]:
    """Of each column its values, which of them were known (None: all), and its shift and span."""
    encode = data.encode
    if not isinstance(encode, Encoder):
        raise TypeError(f"not an Encoder: {type(encode).__name__}")
    if len(spec.dataset.sample_shape) == 1:
        inputs = replace(encode, shift=None, span=None)(rows.raw)
        values = list(inputs.T[:MOST_COLUMNS])
    elif len(spec.dataset.sample_shape) == 2:
        values = list(rows.raw.reshape(-1, spec.dataset.sample_shape[-1]).T[:MOST_COLUMNS])
    else:
        values = [rows.raw.reshape(-1)]
    known = _known(spec, len(values))
    return values, known, _scales(encode, len(values))


def _known(spec: DataSpec, count: int) -> list[Array | None]:
    if spec.dataset.blanks in (None, "drop") or spec.is_plane or len(spec.dataset.sample_shape) != 1:
        return [None] * count
    raw, _labels = arranged(spec, spec.dataset.samples())
    return [~np.isnan(column) for column in raw.T[:count]]


def _scales(encode: Encoder, count: int) -> list[tuple[float, float]]:
    if encode.shift is None or encode.span is None:
        return [(0.0, 1.0)] * count
    shift, span = (np.broadcast_to(np.ravel(each)[:count], (count,)) for each in (encode.shift, encode.span))
    return [(float(a), float(b)) for a, b in zip(shift, span, strict=True)]


def _columns(
    spec: DataSpec,
    data: Data,
    rows: _Rows,
    values: list[Array],
    known: list[Array | None],
    scale: list[tuple[float, float]],
    targets: list[Array],
) -> Columns:
    groups, num_groups = _groups(spec, rows, len(values[0]) if values else 0)
    all_values = values + targets
    all_known = known + [None] * len(targets)
    all_scale = scale + [(data.target.shift, data.target.span)] * len(targets)
    counts_distinct = len(spec.dataset.sample_shape) == 1
    found = [
        _column(column, groups, num_groups, mask, by, counts_distinct)
        for column, mask, by in zip(all_values, all_known, all_scale, strict=True)
    ]
    stacked = {name: np.array([one[name] for one in found]) for name in found[0]}
    return Columns(**stacked)


def _groups(spec: DataSpec, rows: _Rows, length: int) -> tuple[Array | None, int]:
    """Which class each value of a column belongs to, where classes are told apart by colour."""
    num_classes = len(spec.dataset.class_names)
    if not 1 < num_classes <= MOST_GROUPS or length != len(rows.labels):
        return None, 1
    return rows.labels.astype(np.intp), num_classes


def _column(
    column: Array, groups: Array | None, num_groups: int, known: Array | None, scale: tuple[float, float], counts: bool
) -> dict[str, Any]:
    shift, span = scale
    before = column if known is None else column[known]
    whole = is_whole(before)
    edges = bar_edges(column, whole and known is None)
    scaled = statistics(column)
    scaled[:3] = (scaled[:3] - shift) / span
    scaled[3] /= span
    after_counts = histogram(column, groups, num_groups, edges)
    before_counts = after_counts
    if known is not None:
        before_counts = histogram(before, None if groups is None else groups[known], num_groups, edges)
    return {
        "blanks": len(column) - len(before),
        "distinct": len(np.unique(before)) if counts else 0,
        "is_whole": whole,
        "statistics": statistics(before),
        "scaled_statistics": scaled,
        "edges": padded(edges, BINS + 1, np.nan),
        "counts": padded(before_counts, BINS, 0),
        "scaled_edges": padded((edges - shift) / span, BINS + 1, np.nan),
        "scaled_counts": padded(after_counts, BINS, 0),
    }


# The split.


def _split(spec: DataSpec, rows: _Rows) -> dict[str, Array]:
    parts = rows.labels[: rows.num_train], rows.labels[rows.num_train :]
    if spec.task != "regression":
        classes = len(spec.dataset.class_names)
        counts = np.array([np.bincount(part, minlength=classes) for part in parts])
        return {"counts": counts, "target_edges": np.zeros(0)}
    edges = bar_edges(rows.labels, whole=False)
    counts = np.array([histogram(part, None, 1, edges)[0] for part in parts])
    return {"counts": counts, "target_edges": edges}


# How columns go together.


def _correlation(spec: DataSpec, values: list[Array], labels: Array) -> Array:
    table = [column.astype(np.float64) for column in values]
    if spec.task != "multiclass":
        table.append(labels.astype(np.float64))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.atleast_2d(np.corrcoef(np.array(table)))


def _strength(spec: DataSpec, values: list[Array], labels: Array) -> Array:
    """The share of each column's variance that the class explains, or the squared correlation with the target."""
    if spec.task == "regression":
        squares: Array = np.nan_to_num(_correlation(spec, values, labels)[-1, :-1] ** 2)
        return squares
    sizes = np.maximum(np.bincount(labels, minlength=1), 1)
    shares = []
    for column in values:
        numbers = column.astype(np.float64)
        numbers -= numbers.mean()
        total = float((numbers**2).sum())
        between = np.bincount(labels, weights=numbers) ** 2 / sizes
        shares.append(float(between.sum()) / total if total > 0 else 0.0)
    return np.array(shares)


# The sample.


def _sample_of_rows(
    spec: DataSpec, data: Data, rows: _Rows, values: list[Array], known: list[Array | None]
) -> dict[str, Array]:
    count = len(rows.labels)
    chosen = np.arange(count)
    if count > MOST_ROWS:
        chosen = np.sort(np.random.default_rng(0).choice(count, MOST_ROWS, replace=False))
    raw = rows.raw[chosen][:, :MOST_COLUMNS].astype(np.float32)
    for index, mask in enumerate(known):
        if mask is not None:
            raw[~mask[chosen], index] = np.nan
    labels = rows.labels[chosen]
    return {
        "rows": raw,
        "rows_plain": np.column_stack([column[chosen] for column in values]).astype(np.float32),
        "rows_scaled": data.encode(rows.raw[chosen])[:, :MOST_COLUMNS],
        "rows_label": labels,
        "rows_target": data.target.encode(labels) if spec.task == "regression" else np.zeros(0, np.float32),
        "rows_validation": rows.is_validation[chosen],
    }


def _no_rows() -> dict[str, Array]:
    none = np.zeros((0, 0), np.float32)
    return {
        "rows": none, "rows_plain": none, "rows_scaled": none, "rows_label": np.zeros(0, np.int32),
        "rows_target": np.zeros(0, np.float32), "rows_validation": np.zeros(0, bool),
    }  # fmt: skip


def _examples(spec: DataSpec, data: Data, rows: _Rows) -> dict[str, Array]:
    """The first training samples of each class, and the mean picture of each."""
    labels = rows.labels[: rows.num_train]
    classes = range(min(len(spec.dataset.class_names), MOST_CLASSES)) if spec.task != "regression" else range(1)
    numbers = int(np.prod(spec.dataset.sample_shape))
    each = max(1, min(MOST_EXAMPLES, MOST_NUMBERS // (numbers * len(classes))))
    of_class = [np.flatnonzero(labels == number) if spec.task != "regression" else np.arange(len(labels))
                for number in classes]  # fmt: skip
    chosen = np.concatenate([found[:each] for found in of_class])
    means = np.zeros((0,), np.float32)
    if len(spec.dataset.sample_shape) == 3:
        means = np.array([rows.raw[found].mean(axis=0, dtype=np.float64) for found in of_class]).astype(np.float32)
    raw = rows.raw
    bytes_range = np.array([0.0, 255.0]) if raw.dtype == np.uint8 else np.array([float(raw.min()), float(raw.max())])
    return {
        "examples": raw[chosen],
        "examples_scaled": data.encode(raw[chosen]),
        "examples_label": rows.labels[chosen],
        "means": means,
        "value_range": bytes_range,
    }


def _no_examples(spec: DataSpec) -> dict[str, Array]:
    none = np.zeros((0, *spec.dataset.sample_shape), np.float32)
    return {
        "examples": none, "examples_scaled": none, "examples_label": np.zeros(0, np.int32), "means": np.zeros(0),
        "value_range": np.array([0.0, 1.0]),
    }  # fmt: skip
