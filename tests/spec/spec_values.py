"""Values at both ends of every declared bound, and Hypothesis strategies made of the declarations."""

from typing import Any

from hypothesis import strategies as st
from pydantic.fields import FieldInfo

import playground.data  # noqa: F401  (registers the datasets)
from playground.spec import DATASETS, LAYERS, OPTIMIZERS, Experiment
from playground.spec.kinds import Kind, Registry, bounds, choices

REGISTRIES: tuple[Registry[Any], ...] = (LAYERS, OPTIMIZERS, DATASETS)
KINDS: list[type[Kind]] = [kind for registry in REGISTRIES for kind in registry]


def registry_of(kind: type[Kind]) -> Registry[Any]:
    return next(registry for registry in REGISTRIES if kind in list(registry))


def ends(info: FieldInfo) -> list[Any]:
    """Both ends of a field's range, or all its choices."""
    if info.annotation is bool:
        return [False, True]
    if choices(info):
        return list(choices(info))
    limit = bounds(info)
    return [limit["ge"], limit["le"]]


def beyond(info: FieldInfo) -> list[Any]:
    """Values just outside a field's range; empty for switches."""
    if info.annotation is bool:
        return []
    if choices(info):
        return ["nonsense", 3]
    limit = bounds(info)
    step = limit.get("multiple_of", 1)
    return [limit["ge"] - step, limit["le"] + step, "nonsense", None, float("nan")]


CASES = [(kind, name, value) for kind in KINDS for name, info in kind.parameters().items() for value in ends(info)]
WRONG = [(kind, name, value) for kind in KINDS for name, info in kind.parameters().items() for value in beyond(info)]


def build(kind: type[Kind], name: str, value: Any) -> Kind:
    """A kind with one field at an end of its range, and what that end needs."""
    needs = {"momentum": 0.9} if (kind.name(), name, value) == ("SGD", "nesterov", True) else {}
    return kind(**{name: value, **needs})


def values(info: FieldInfo) -> st.SearchStrategy[Any]:
    if info.annotation is bool or choices(info):
        return st.sampled_from(ends(info))
    limit = bounds(info)
    if info.annotation is int:
        step = limit.get("multiple_of", 1)
        return st.integers(limit["ge"] // step, limit["le"] // step).map(lambda count: count * step)
    return st.floats(limit["ge"], limit["le"])


def kinds(kind: type[Kind]) -> st.SearchStrategy[Any]:
    fields = {name: values(info) for name, info in kind.parameters().items()}
    if kind.name() == "SGD":
        fields["nesterov"] = st.just(False)
    return st.fixed_dictionaries({}, optional=fields).map(lambda chosen: {"kind": kind.name(), **chosen})


def any_of(registry: Registry[Any]) -> st.SearchStrategy[Any]:
    return st.one_of([kinds(kind) for kind in registry])


def parts(model: Any, skip: tuple[str, ...]) -> dict[str, st.SearchStrategy[Any]]:
    return {name: values(info) for name, info in model.model_fields.items() if name not in skip}


def experiments() -> st.SearchStrategy[Experiment]:
    """Experiments whose every field is in bounds (the stack as a whole may be impossible)."""
    from playground.spec.data import FEATURES, DataSpec
    from playground.spec.experiment import Training
    from playground.spec.network import Output
    from playground.spec.objectives import METRICS

    data = st.fixed_dictionaries(
        {"dataset": any_of(DATASETS)},
        optional={
            **parts(DataSpec, ("dataset", "features")),
            "features": st.lists(st.sampled_from(FEATURES), min_size=1, unique=True),
        },
    )
    network = st.fixed_dictionaries(
        {},
        optional={
            "layers": st.lists(any_of(LAYERS), max_size=16),
            "output": st.fixed_dictionaries({}, optional=parts(Output, ())),
        },
    )
    training = st.fixed_dictionaries(
        {},
        optional={
            **parts(Training, ("optimizer", "metrics")),
            "optimizer": any_of(OPTIMIZERS),
            "metrics": st.lists(st.sampled_from(METRICS), unique=True, max_size=6),
        },
    )
    whole = st.fixed_dictionaries({"data": data}, optional={"network": network, "training": training})
    return whole.map(Experiment.model_validate)
