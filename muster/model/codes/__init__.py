"""Every mistake that `muster plan check` knows, one value a code, one file a family.

The table feeds the reference page; a test demands a golden case for each.
"""

from muster.model.codes import files, people, rules, shape, values
from muster.model.codes.code import Code

FAMILIES = {
    "Files and YAML": files.CODES,
    "Keys and types": shape.CODES,
    "Single values": values.CODES,
    "The plan as a whole": rules.CODES,
    "People": people.CODES,
}
ALL: tuple[Code, ...] = tuple(code for codes in FAMILIES.values() for code in codes)

__all__ = ["ALL", "FAMILIES", "Code", "files", "people", "rules", "shape", "values"]
