"""`table` and `data_table`.

Source: docs.slack.dev/reference/block-kit/blocks/table-block and data-table-block.
"""

from collections.abc import Iterator
from typing import Any

from muster.embedded.slack.blocks.kit import (
    Check,
    each,
    flag,
    integer,
    number,
    one_of,
    shape,
    string,
    typed,
)
from muster.embedded.slack.blocks.mistakes import Mistake
from muster.embedded.slack.blocks.rich_text import RICH_TEXT
from muster.embedded.slack.blocks.texts import BLOCK_ID

COLUMNS = 20
CELL_CHARACTERS = 10_000
RAW = {
    "raw_text": shape({"type": one_of("raw_text"), "text": string()}),
    "raw_number": shape({"type": one_of("raw_number"), "value": number}, {"text": string()}),
}
CELL = typed({**RAW, "rich_text": RICH_TEXT}, "a cell")
ROW = each(CELL, COLUMNS)
COLUMN = shape(optional={"align": one_of("left", "center", "right"), "is_wrapped": flag})


def column_or_null(value: Any, at: str) -> Iterator[Mistake]:
    """Settings of a column; null leaves the column as it is."""
    if value is not None:
        yield from COLUMN(value, at)


def rows_of_one_length(value: Any, at: str) -> Iterator[Mistake]:
    """Every row has as many cells as the header."""
    rows = [row for row in lists(value.get("rows")) if isinstance(row, list)]
    for index, row in enumerate(rows):
        if len(row) != len(rows[0]):
            yield Mistake(
                "bad_value",
                f"{at}/rows/{index}",
                f"must have {len(rows[0])} cells like the first row, has {len(row)}",
            )


def plain_header(value: Any, at: str) -> Iterator[Mistake]:
    """The first row of a data table is its header and takes no rich text."""
    for index, cell in enumerate(lists(next(iter(lists(value.get("rows"))), []))):
        if isinstance(cell, dict) and cell.get("type") == "rich_text":
            yield Mistake(
                "elsewhere_only",
                f"{at}/rows/0/{index}/type",
                "rich_text is not allowed as a header cell",
            )


def cells_together(value: Any, at: str) -> Iterator[Mistake]:
    """All texts of one data table together."""
    total = sum(
        len(cell["text"])
        for row in lists(value.get("rows"))
        for cell in lists(row)
        if isinstance(cell, dict) and isinstance(cell.get("text"), str)
    )
    if total > CELL_CHARACTERS:
        yield Mistake(
            "too_long",
            f"{at}/rows",
            f"all cells must have at most {CELL_CHARACTERS} characters together, have {total}",
        )


def lists(value: Any) -> list[Any]:
    """The value if it is a list; what is not has been reported already."""
    return value if isinstance(value, list) else []


TABLE: Check = shape(
    {"type": one_of("table"), "rows": each(ROW, 100)},
    {"block_id": BLOCK_ID, "column_settings": each(column_or_null, COLUMNS, least=0)},
    [rows_of_one_length],
)
DATA_TABLE: Check = shape(
    {"type": one_of("data_table"), "caption": string(), "rows": each(ROW, 101, least=2)},
    {
        "block_id": BLOCK_ID,
        "page_size": integer(1, 100),
        "row_header_column_index": integer(0, COLUMNS - 1),
    },
    [rows_of_one_length, plain_header, cells_together],
)
