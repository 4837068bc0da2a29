"""The best guess at what a table is for: its target, its task, its inputs. The learner may change all of it."""

import re

import numpy as np
import pandas as pd

from playground.data.own.forms import Column, TableForm
from playground.data.own.labels import FEW, MIN_ROWS, guess_task
from playground.data.own.limits import Limits
from playground.data.own.names import shown
from playground.data.own.tables.columns import Table
from playground.spec.errors import N_, NP_, DataUnavailable, Explained

_TARGETS = (
    "target", "label", "labels", "class", "classes", "y", "output", "outcome", "result", "survived", "diagnosis",
    "species", "price", "prices", "saleprice", "medv", "quality", "churn", "exited", "default", "fraud", "digit",
    "mpg", "charges", "salary", "income", "score", "grade", "rating", "sales", "category", "variety", "type",
    "目标", "标签", "类别", "类", "分类", "结果", "输出", "价格", "房价", "种类",
    "品种", "成绩", "得分", "销量", "评分", "是否",
)  # fmt: skip
"""Names of columns that are usually to be predicted, the surest first."""
_LAST_WORDS = (
    "target",
    "label",
    "class",
    "price",
    "value",
    "score",
    "outcome",
    "result",
    "价格",
    "房价",
    "类别",
    "标签",
)
_IDS = re.compile(
    r"(id|ids|index|idx|no|nr|num|row|rownames|uuid|key|编号|序号|学号|行号|unnamed: ?\d*|"
    r".*[_ ]id|id[_ ].*|.+编号)",
    re.IGNORECASE,
)
_NAMELESS = re.compile(r"#\d+")
_IDS_IN_CAPITALS = re.compile(r".*[a-z](Id|ID|No|Nr)|ID")
_CODES = re.compile(
    r"(zip|zip ?code|post(al)? ?code|postcode|plz|phone|tel|telephone|telefon|mobile|"
    r"(sample|patient|customer|account|order|invoice|serial|kunden|proben?)[_ ]?(no|nr|num|number|nummer)|"
    r"邮编|邮政编码|电话|手机|手机号|样本号|病历号)",
    re.IGNORECASE,
)
_NEVER = (
    "day", "month", "year", "weekday", "hour", "date", "time", "week", "quarter", "monat", "tag", "jahr", "latitude",
    "longitude", "lat", "lon", "lng", "时间", "日期", "天", "日", "月", "年", "月份", "年份", "星期",
)  # fmt: skip
"""Names of columns that say when or where a row was written down: hardly ever what is to be predicted."""
_NEARLY = 0.9
_TIMES = ("x", "x1", "t", "time", "day", "week", "month", "year", "hour", "step", "时间", "天", "日", "月", "年")
_MOSTLY_BLANK = 0.6


def guess(table: Table, limits: Limits) -> tuple[TableForm, list[Explained]]:
    """A filled form and the reasons for what was left out.

    Raises:
        DataUnavailable: nothing in the table can be learned; the text says why.
    """
    _check_enough(table)
    usable = [column for column in table.columns if _can_be_input(table, column) and not is_id(table, column)]
    target = _target(table, limits)
    inputs = [column for column in usable if column.name != target.name]
    if not inputs:  # better the number of the row than nothing
        inputs = [column for column in table.columns if column.name != target.name and _can_be_input(table, column)]
    if not inputs:
        raise DataUnavailable(
            N_(
                "Besides the target “{name}” no column can be an input: the others are constant, blank or free text. "
                "Add a column of numbers, dates or categories."
            ),
            name=target.name,
        )
    notes = _passed_over(table, target, limits) + _left_out(table, target, inputs)
    form = TableForm(
        choice=table.choice if table.choices else None,
        target=target.name,
        task=guess_task(table.values(target.name)),
        inputs=tuple(column.name for column in inputs),
    )
    return form, notes


def _check_enough(table: Table) -> None:
    rows = len(table.frame)
    if rows == 0:
        raise DataUnavailable(
            N_("The table has names of columns but no rows below them. Add rows: at least {allowed}."), allowed=MIN_ROWS
        )
    if all(column.blanks == rows for column in table.columns):
        raise DataUnavailable(
            NP_(
                "The only row is blank. Choose a file that holds values.",
                "All {rows} rows are blank. Choose a file that holds values.",
                "rows",
            ),
            rows=f"{rows:,}",
        )
    if rows < MIN_ROWS:
        raise DataUnavailable(
            N_("Rows in the table: {got}. At least {allowed} are needed, for training and for checking. Add rows."),
            got=rows, allowed=MIN_ROWS,
        )  # fmt: skip
    if len(table.columns) < 2:
        raise DataUnavailable(
            N_(
                "The table has one column, “{name}”; at least two are needed, an input and a target. If there are more "
                "in the file, separate them with commas, semicolons or tabs."
            ),
            name=table.columns[0].name,
        )


def _can_be_input(table: Table, column: Column) -> bool:
    return column.kind in ("number", "category", "date") and column.blanks < _MOSTLY_BLANK * len(table.frame)


def is_id(table: Table, column: Column) -> bool:
    """Whether a column only names or counts rows: different in each, and called so or the first, counting up."""
    rows = len(table.frame)
    if column.kind not in ("number", "text"):
        return False
    if _CODES.fullmatch(column.name) and column.distinct > max(FEW, 0.3 * rows):
        return True
    if column.blanks or column.distinct < _NEARLY * rows or (column.distinct < rows and not _called_id(column)):
        return False
    if column.kind == "text":
        return True
    numbers = table.values(column.name).to_numpy()
    if not np.equal(np.mod(numbers, 1), 0).all():
        return False
    if _called_id(column):
        return True
    first = (column.name == table.columns[0].name and len(table.columns) > 3) or _NAMELESS.fullmatch(column.name)
    return (
        bool(first)
        and _plain(column.name) not in _TIMES
        and numbers[0] in (0, 1)
        and bool((np.diff(numbers) == 1).all())
    )


def _called_id(column: Column) -> bool:
    return bool(_IDS.fullmatch(column.name) or _IDS_IN_CAPITALS.fullmatch(column.name) or _CODES.fullmatch(column.name))


def _target(table: Table, limits: Limits) -> Column:
    """The column with a telling name, else the last that can be learned."""
    able = [column for column in table.columns if _can_be_target(table, column, limits)]
    if not able:
        raise DataUnavailable(
            N_(
                "No column can be predicted: a target needs at least two different values, and a text column at most "
                "{allowed}. The columns are: {names}."
            ),
            allowed=limits.classes, names=[f"{column.name} ({column.distinct})" for column in table.columns[:8]],
        )  # fmt: skip
    able = [column for column in able if _plain(column.name) not in _NEVER] or able
    plain = {_plain(column.name): column for column in reversed(able)}
    if {"x", "y", "z"} <= plain.keys():  # coordinates; with another column to predict, y is one of three alike
        able = [column for column in able if _plain(column.name) not in ("x", "y", "z")] or able
        plain = {_plain(column.name): column for column in reversed(able)}
    for name in _TARGETS:
        if name in plain:
            return plain[name]
    for name in _LAST_WORDS:
        for column in reversed(able):
            if _plain(column.name).endswith(name) and column.name != table.columns[0].name:
                return column
    return able[-1]


def _passed_over(table: Table, target: Column, limits: Limits) -> list[Explained]:
    """Why a column that is called like a target is none."""
    if _plain(target.name) in _TARGETS:
        return []
    for column in table.columns:
        if _plain(column.name) not in _TARGETS or column.name == target.name:
            continue
        if column.distinct == 1:
            note = N_("“{name}” is called like a target but never changes, so “{other}” is suggested as the target.")
            return [Explained(note, name=column.name, other=target.name)]
        if column.kind in ("text", "category") and not _can_be_target(table, column, limits):
            note = N_(
                "“{name}” is called like a target but has {got} different values (at most {allowed} classes are "
                "allowed, each with several samples), so “{other}” is suggested as the target."
            )
            known = {"name": column.name, "other": target.name, "got": f"{column.distinct:,}"}
            return [Explained(note, **known, allowed=limits.classes)]
    return []


def _plain(name: str) -> str:
    return re.sub(r"[\s_\-.:()\[\]]+", "", name).casefold()


def _can_be_target(table: Table, column: Column, limits: Limits) -> bool:
    if column.kind in ("constant", "date") or column.blanks >= _MOSTLY_BLANK * len(table.frame) or is_id(table, column):
        return False
    if column.kind == "number":
        return True
    return column.distinct <= limits.classes and column.distinct <= max(2, (len(table.frame) - column.blanks) / 2)


def _left_out(table: Table, target: Column, inputs: list[Column]) -> list[Explained]:
    """Why columns are not among the inputs, one sentence for each reason."""
    rows, taken = len(table.frame), {column.name for column in inputs} | {target.name}
    reasons: dict[str, list[str]] = {}
    for column in table.columns:
        if column.name not in taken:
            reasons.setdefault(_reason(table, column, rows), []).append(column.name)
    return [
        Explained(template, names=names[:5] + (["…"] if len(names) > 5 else []), count=len(names))
        for template, names in reasons.items()
    ]


def _reason(table: Table, column: Column, rows: int) -> str:
    if column.blanks == rows:
        return N_("Left out, as they are blank: {names}.")
    if column.kind == "constant":
        return N_("Left out, as they never change: {names}.")
    if column.blanks >= _MOSTLY_BLANK * rows:
        return N_("Left out, as they are mostly blank: {names}.")
    if is_id(table, column):
        return N_("Left out, as they only name or number the rows: {names}.")
    return N_("Left out, as they hold free text with too many different values: {names}.")


def preview(table: Table, rows: int = 20) -> tuple[tuple[str, ...], ...]:
    """The first rows as text, a blank as an empty one."""
    head = table.frame.head(rows)
    cells = [[("" if pd.isna(value) else shown(value)[:80]) for value in head[column]] for column in head.columns]
    return tuple(zip(*cells, strict=True))
