"""The documents of the pack: thin calls of the same engine that the bot uses."""

from collections.abc import Mapping

from muster.engine.names import pack_document
from ssm_documents.compiler.entry import RUN_ID, TEXT
from ssm_documents.compiler.loops import loop
from ssm_documents.compiler.place import Place
from ssm_documents.compiler.steps import Draft, Output, Parameter, Script, Step
from ssm_documents.pack.documents import PACK, Given, PackDocument

NAME = "^[A-Za-z0-9_-]{0,100}$"
SERVER = "^(s-[0-9a-zA-Z]{17})$"
INSTANCE = "^(i-[0-9a-fA-F]{8,40})?$"
_KEYS = {
    "RunId": "run",
    "Server": "server",
    "Instance": "instance",
    "Wave": "wave",
    "Gate": "gate",
    "Decision": "decision",
    "Reason": "reason",
}
_PATTERNS = {
    "RunId": RUN_ID,
    "Wave": NAME,
    "Gate": NAME,
    "Reason": TEXT,
    "Server": SERVER,
    "Instance": INSTANCE,
}
_VALUES = {"Decision": ("approve", "reject")}


def pack(place: Place) -> tuple[Draft, ...]:
    """All documents of the pack."""
    return tuple(_draft(document, place) for document in PACK)


def _draft(document: PackDocument, place: Place) -> Draft:
    asked = {_KEYS[name]: f"{{{{ {name} }}}}" for name, _, _ in document.parameters}
    payload = place.payload() | asked | {"verb": document.verb}
    steps = _repeated(document, payload) if document.repeats else (_act(document, payload),)
    return Draft(
        name=pack_document(document.verb),
        description=document.description,
        assume_role=place.decision_role if document.decides else place.automation_role,
        parameters=tuple(_parameter(given) for given in document.parameters),
        steps=steps,
        outputs=(f"{steps[-1].name}.Text",),
    )


def _parameter(given: Given) -> Parameter:
    name, description, default = given
    return Parameter(
        name,
        description,
        default=default,
        pattern=_PATTERNS.get(name, ""),
        values=_VALUES.get(name, ()),
    )


def _act(document: PackDocument, payload: Mapping[str, str], name: str = "Act") -> Step:
    return Script(
        name=name,
        description=document.description,
        script=document.script,
        payload=payload,
        outputs=(Output("Text"),),
        is_end=True,
    )


def _repeated(document: PackDocument, payload: Mapping[str, str]) -> tuple[Step, ...]:
    work = loop(
        name="CleanUp",
        inner="CleanUpPass",
        description=document.description,
        script=document.script,
        payload=payload,
        on_failure="Abort",
        is_critical=True,
    )
    return work, _act(document, {**payload, "report": "yes"}, name="Report")
