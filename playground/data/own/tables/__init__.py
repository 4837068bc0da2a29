"""Tables: text, workbooks, Parquet. ``read`` finds columns with types, ``guess`` a target, ``prepare`` makes inputs.

A reader takes the path, the choice (of a sheet, say) and the limits, and gives a ``raw.Raw``.
"""

from playground.data.own.registry import Format, register
from playground.spec.errors import N_

register(
    Format(
        "csv", N_("Text table"), ("csv", "tsv", "tab", "txt", "data", "dat"), family="tables", reader="text:read"
    ),
    Format(
        "excel", N_("Excel table"), ("xlsx", "xls", "xlsm", "xlsb", "ods"), family="tables", reader="excel:read",
        begins=lambda head: head.startswith(b"\xd0\xcf\x11\xe0"),
        packs=lambda names: "[Content_Types].xml" in names or ("mimetype" in names and "content.xml" in names),
    ),
    Format(
        "parquet", N_("Parquet table"), ("parquet", "pq"), family="tables", reader="parquet:read",
        begins=lambda head: head.startswith(b"PAR1") and b"\0" in head,
    ),
)  # fmt: skip
