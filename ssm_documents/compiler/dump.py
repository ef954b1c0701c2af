"""The canonical YAML of a document: one text for one value, whatever made it.

Keys in their order, no aliases, lines of any width, scripts as literal blocks, every printable
character as itself; what any YAML reader could take for something else than text is quoted.
"""

import io
import math
import re
from functools import lru_cache
from typing import Any

import yaml
from yaml.emitter import ScalarAnalysis


class _Dumper(yaml.SafeDumper):
    """PyYAML's own emitter in pure Python: libyaml's would escape every emoji."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write equal objects twice rather than as `&id001` and `*id001`."""
        del data
        return True

    def analyze_scalar(self, scalar: str) -> ScalarAnalysis:
        """Look at each text once: documents share scripts, and this is the slowest part."""
        return _analysis(scalar)


def dumped(content: Any) -> str:
    """The canonical YAML of plain data."""
    return yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=math.inf)


@lru_cache(maxsize=4096)
def _analysis(scalar: str) -> ScalarAnalysis:
    return yaml.SafeDumper.analyze_scalar(_ANALYST, scalar)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, _style(text))


def _style(text: str) -> str | None:
    """Bare only what YAML 1.1 and 1.2 both read as this text: PyYAML's own rule knows 1.1 alone."""
    if "\n" in text and text.replace("\n", "").isprintable():
        return "|"
    if not text.isprintable():
        return '"'
    return None if _BARE.fullmatch(text) and text.lower() not in _WORDS else "'"


_BARE = re.compile(r"[A-Za-z](?:[\w .,;/()+*@=-]|:(?! |$))*")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})
_Dumper.add_representer(str, _text)
_ANALYST = yaml.SafeDumper(io.StringIO(), allow_unicode=True)
