"""What a target gets of an event: all of it, a part, a constant, or a template filled in.

Amazon EventBridge User Guide, "Input transformation".
"""

import json
import re
from collections.abc import Mapping
from typing import Any

_VARIABLE = re.compile(r"<([\w.\-]+)>")
_QUOTED_VARIABLE = re.compile(r'"<([\w.\-]+)>"')


def payload(document: Mapping[str, Any], target: Mapping[str, Any]) -> str:
    """The text for a target (a `Target` of PutTargets) of the event `document`."""
    if "Input" in target:
        return str(target["Input"])
    if "InputPath" in target:
        return json.dumps(find(document, target["InputPath"]))
    if "InputTransformer" in target:
        return _filled_in(document, target["InputTransformer"])
    return json.dumps(document)


def find(document: Any, path: str) -> Any:
    """The value at a path such as `$.detail.state` or `$.resources[0]`; None if there is none."""
    here = document
    for name, at in re.findall(r"\.([\w\-]+)|\[(\d+)\]", path):
        if name and isinstance(here, Mapping):
            here = here.get(name)
        elif at and isinstance(here, list) and int(at) < len(here):
            here = here[int(at)]
        else:
            return None
    return here


def _filled_in(document: Mapping[str, Any], transformer: Mapping[str, Any]) -> str:
    values = {
        name: find(document, path) for name, path in transformer.get("InputPathsMap", {}).items()
    }
    values["aws.events.event.json"] = document
    values["aws.events.event"] = {key: document[key] for key in document if key != "detail"}

    def plain(match: re.Match[str]) -> str:
        value = values.get(match[1], "")
        return value if isinstance(value, str) else json.dumps(value)

    template: str = transformer["InputTemplate"]
    if not template.lstrip().startswith(("{", "[", '"')):
        return _VARIABLE.sub(plain, template)
    quoted = _QUOTED_VARIABLE.sub(lambda match: json.dumps(plain(match)), template)
    return _VARIABLE.sub(lambda match: _in_json(values.get(match[1], ""), match), quoted)


def _in_json(value: Any, match: re.Match[str]) -> str:
    """A variable outside quotes becomes a JSON value; inside a longer string, its bare text."""
    inside_string = match.string[: match.start()].replace('\\"', "").count('"') % 2 == 1
    if inside_string:
        text = value if isinstance(value, str) else json.dumps(value)
        return json.dumps(text)[1:-1]
    return json.dumps(value)
