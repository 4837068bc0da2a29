"""Commands made from the table of commands alone: a new one is tried and fuzzed without another line."""

import json
from collections.abc import Collection
from random import Random
from typing import Any

from playground.runs.commands import COMMANDS, LARGEST_COMMAND, Command

Schema = dict[str, Any]
Ends = list[tuple[Any, bool]]
"""Values, and whether each is allowed."""

PAGE_COMMANDS = [kind for kind in COMMANDS.values() if kind.from_browser]

ODD_LOOKS = (
    ("output_map", {"size": 10**9}),
    ("neuron_maps", {"size": -(10**400)}),
    ("line", {"num_points": 2**62}),
    ("predictions", {"max_samples": -1}),
    ("walk", {"sample": {"index": 10**400}}),
    ("weights", {"model": 1, "name": 2, "data": 3, "moments": 4, "self": 5}),
    ("nothing", {"": ""}),
)


def schema_of(kind: type[Command]) -> Schema:
    """The JSON schema of a command, with every reference resolved."""
    whole = kind.model_json_schema()
    return dict(_resolved(whole, whole.get("$defs", {})))


def _resolved(value: Any, known: Schema) -> Any:
    if isinstance(value, dict) and "$ref" in value:
        return _resolved(known[value["$ref"].rpartition("/")[2]], known)
    if isinstance(value, dict):
        return {name: _resolved(each, known) for name, each in value.items() if name != "$defs"}
    return [_resolved(each, known) for each in value] if isinstance(value, list) else value


def simplest(schema: Schema) -> Any:
    """A value that is allowed."""
    if "anyOf" in schema:
        return simplest(schema["anyOf"][0])
    if "enum" in schema or "const" in schema:
        return schema.get("enum", [schema.get("const")])[0]
    match schema.get("type"):
        case "object":
            return {name: simplest(schema["properties"][name]) for name in schema.get("required", [])}
        case "integer":
            return schema.get("minimum", 0)
        case "number":
            return schema.get("minimum", 0) or 1.0
        case "array":
            return [simplest(schema["items"])]
        case "string":
            return "output"
    return None


def ends(schema: Schema) -> Ends:
    """Both ends of every bound, and one beyond each."""
    if "anyOf" in schema:
        return [end for each in schema["anyOf"] for end in ends(each)]
    if "enum" in schema:
        return [*((value, True) for value in schema["enum"]), ("neither", False), (None, False), ([], False)]
    match schema.get("type"):
        case "object":
            return _ends_of_object(schema)
        case "integer":
            return _ends_of_number(schema, lambda value: 1)
        case "number":
            return _ends_of_number(schema, lambda value: max(abs(value) * 1e-9, 1e-12))
        case "array":
            return _ends_of_array(schema)
        case "string":
            most = schema["maxLength"]
            return [("", True), ("x" * most, True), ("x" * (most + 1), False), (1, False)]
    return []


def _ends_of_object(schema: Schema) -> Ends:
    least = simplest(schema)
    found: Ends = [(least, True)]
    for name, each in schema.get("properties", {}).items():
        found += [({**least, name: value}, is_within) for value, is_within in ends(each)]
    return found + [({key: least[key] for key in least if key != name}, False) for name in schema.get("required", [])]


def _ends_of_number(schema: Schema, step: Any) -> Ends:
    low, above, high = (schema.get(name) for name in ("minimum", "exclusiveMinimum", "maximum"))
    found: Ends = [(True, False), ("1", False), (10**400, False), (float("nan"), False)]
    if low is not None:
        found += [(low, True), (low - step(low), False)]
    if above is not None:
        found += [(above + step(above), True), (above, False)]
    if high is not None:
        found += [(high, True), (high + step(high), False)]
    return found


def _ends_of_array(schema: Schema) -> Ends:
    item, most = simplest(schema["items"]), schema["maxItems"]
    found: Ends = [([], True), ([item] * most, True), ([item] * (most + 1), False), ("x", False)]
    return found + [([value], is_within) for value, is_within in ends(schema["items"]) if value != "x"]


class Stranger:
    """Says whatever comes to mind, the same for the same seed: commands, broken ones, and what was never one."""

    def __init__(self, seed: int, *, without: Collection[type[Command]] = ()) -> None:
        self._random = Random(seed)
        self._ends = {kind: ends(schema_of(kind)) for kind in PAGE_COMMANDS if kind not in without}

    def message(self) -> str:
        """The next message, as text."""
        ways = (self._valid, self._valid, self._at_an_end, self._broken, self._torn, self._hostile)
        return self._random.choice(ways)()

    def _any(self, *, valid: bool) -> dict[str, Any]:
        kind = self._random.choice(list(self._ends))
        fields = [value for value, is_within in self._ends[kind] if is_within or not valid]
        found = {"do": kind.do, **self._random.choice(fields)}
        if kind.is_answered:
            found.setdefault("id", str(self._random.randrange(1000)))
        return found

    def _valid(self) -> str:
        return json.dumps(self._any(valid=True))

    def _at_an_end(self) -> str:
        return json.dumps(self._any(valid=False))

    def _broken(self) -> str:
        """A command with one part that is something else."""
        command = self._any(valid=True)
        command[self._random.choice([*command, "extra"])] = self._odd()
        return json.dumps(command)

    def _odd(self) -> Any:
        deep: Any = 0
        for _ in range(self._random.choice((9, 100, 500))):
            deep = [deep] if self._random.random() < 0.5 else {"a": deep}
        odd = (
            None, True, -1, 0, 1e-9, 1e308, float("nan"), float("-inf"), 10**400, -(10**400), "", "\ud800", "\x00",
            "é" * 500, "<script>", "x" * 10_000, [], {}, [[]], [None] * 100, {"name": "\udfff"}, {"do": "play"}, deep,
            *({"name": name, "parameters": parameters} for name, parameters in ODD_LOOKS),
            [{"name": name, "parameters": parameters} for name, parameters in ODD_LOOKS],
        )  # fmt: skip
        return self._random.choice(odd)

    def _torn(self) -> str:
        """A command with bytes lost, doubled or exchanged."""
        text = self._valid()
        at = self._random.randrange(len(text))
        middle = self._random.choice(("", text, chr(self._random.randrange(1, 0x2FF)), '"', "{", ",", "\\u d800"))
        return text[:at] + middle + text[at + self._random.randrange(3) :]

    def _hostile(self) -> str:
        depth = self._random.choice((10, 200, 900, 10_000))
        digits = "9" * self._random.choice((400, 5000))
        parameters = '{"a":' * depth + "1" + "}" * depth
        texts = (
            "", " ", "\x00", "null", "NaN", "[]", "{}", '"play"', "[" * depth, "[" * depth + "]" * depth, "😀" * 30,
            '{"do":' * depth + "1" + "}" * depth, '{"do": "epochs", "value": ' + digits + "}",
            '{"do": "learning_rate", "value": 1e-9}', '{"do": "learning_rate", "value": 1e999}',
            '{"do": "looks", "looks": [], "rate": ' + digits + "}", '{"do": "play", "do": 7}', '{"do": "__class__"}',
            '{"do": "ask", "id": "1", "look": {"name": "walk", "parameters": ' + parameters + "}}",
            '{"do": "data", "data": {"dataset": "circle"}}', '{"do": "rate", "value": 60}', '{"token": "x"}',
            "x" * (LARGEST_COMMAND + 1), '{"do": "play"}' + " " * LARGEST_COMMAND,
            '{"do": "ask", "id": "p:1", "look": "weights"}', '{"do": "put_back", "id": "v1:1"}',
        )  # fmt: skip
        return self._random.choice(texts)
