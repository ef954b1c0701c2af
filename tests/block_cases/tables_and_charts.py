"""Mistakes in tables, their cells, and charts."""

from block_cases.shapes import rich, table

MISTAKES = {
    "three charts": (
        [
            {
                "type": "data_visualization",
                "title": "Lag",
                "chart": {"type": "pie", "segments": [{"label": "a", "value": 1}]},
            }
        ]
        * 3,
        "too_many",
        "/2",
    ),
    "table and data_table": (
        [
            table(),
            {
                "type": "data_table",
                "caption": "c",
                "rows": [[{"type": "raw_text", "text": "x"}]] * 2,
            },
        ],
        "too_many",
        "/1",
    ),
    "mistake inside a table cell": (
        [{"type": "table", "rows": [[rich({"type": "text"})]]}],
        "missing",
        "/0/rows/0/0/elements/0/elements/0",
    ),
    "table cell that is empty": (
        [{"type": "table", "rows": [[{"type": "raw_text", "text": ""}]]}],
        "too_short",
        "/0/rows/0/0/text",
    ),
    "table rows of two lengths": (
        [{"type": "table", "rows": [table(columns=2)["rows"][0], table()["rows"][0]]}],
        "bad_value",
        "/0/rows/1",
    ),
    "data_table with a rich header": (
        [{"type": "data_table", "caption": "c", "rows": [[rich()], [rich()]]}],
        "elsewhere_only",
        "/0/rows/0/0/type",
    ),
    "chart without a point": (
        [
            {
                "type": "data_visualization",
                "title": "Lag",
                "chart": {
                    "type": "line",
                    "series": [{"name": "s", "data": [{"label": "a", "value": 1}]}],
                    "axis_config": {"categories": ["a", "b"]},
                },
            }
        ],
        "bad_value",
        "/0/chart/series/0/data",
    ),
    "data_table with too many characters": (
        [
            {
                "type": "data_table",
                "caption": "c",
                "rows": [[{"type": "raw_text", "text": "x" * 5001}]] * 2,
            }
        ],
        "too_long",
        "/0/rows",
    ),
    "table column that is no object": (
        [table(column_settings=[None, "left"])],
        "wrong_type",
        "/0/column_settings/1",
    ),
    "pie with an empty slice": (
        [
            {
                "type": "data_visualization",
                "title": "Up",
                "chart": {"type": "pie", "segments": [{"label": "a", "value": 0}]},
            }
        ],
        "bad_value",
        "/0/chart/segments/0/value",
    ),
    "chart with two series of one name": (
        [
            {
                "type": "data_visualization",
                "title": "Lag",
                "chart": {
                    "type": "bar",
                    "series": [{"name": "s", "data": [{"label": "a", "value": True}]}] * 2,
                    "axis_config": {"categories": ["a"]},
                },
            }
        ],
        "bad_value",
        "/0/chart/series",
    ),
}
