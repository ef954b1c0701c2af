"""Plays the `console` blocks of a page as a reader would, on an embedded AWS of this process.

Directives in comments stand for what a reader does by waiting:

    <!-- play: quick -->                         launches take half a minute
    <!-- play: up -->                            an embedded AWS is running, with the sample plan
    <!-- play: up faults=capacity -->            the same, with a fault
    <!-- play: wait applications approving -->   until the wave of the latest run is there
    <!-- play: wait run deciding -->             until the run is
    <!-- play: pass 120 -->                      so many seconds
    <!-- play: do muster run drill payments -->  what the page takes as done

`…` in an expected line stands for anything, a line that is only `…` for any lines.
"""

import json
import re
import shlex
from collections.abc import Callable, Sequence

import jmespath
from botocore import xform_name
from docs_pages import Command

from muster.embedded.aws.drs.settings import Phases, Range, Timing
from muster.embedded.aws.parts import Settings as WorldSettings
from muster.embedded.aws.world import World
from muster.engine.keys import run_key, wave_key
from muster.entrypoints.cli.door import Door
from muster.entrypoints.cli.failures import explain
from muster.entrypoints.cli.root import root
from muster.entrypoints.local.material import INVENTORY, PLAN, read_material
from muster.entrypoints.releases import publication_of
from muster.model.settings import Hub, Settings
from muster.service.commands.publish import publish
from muster.service.errors import UnknownRunError
from muster.service.reading.runs import find_run
from muster.service.values import Place
from muster.wiring import embedded_service

START = 1_795_000_000.0
STRIDE = 20.0
PATIENCE = 4 * 3600
SOON = Range(5.0, 6.0)
QUICK = Timing(linux=Phases(SOON, SOON, SOON, SOON, SOON, SOON))
ENDLESS = ("--speed", "100000")
BREAK_GLASS = "sts::{account}:assumed-role/muster-break-glass/reader"


class Striding:
    """A `Clock` of the service that moves the world's, in strides: nobody looks every second."""

    def __init__(self, clock):
        self._clock = clock

    def now(self):
        return int(self._clock.now())

    def sleep(self, seconds):
        self._clock.advance_to(self._clock.now() + max(seconds, STRIDE))


class Player:
    """One reader of one page; `capsys` is pytest's, the working folder is the test's."""

    def __init__(self, capsys):
        self._capsys = capsys
        self._timing = Timing()
        self._world = None
        self._names = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self._world is not None:
            self._world.close()

    def obey(self, directive: str) -> None:
        verb, *rest = directive.split()
        DIRECTIVES[verb](self, *rest)

    def play(self, command: Command) -> None:
        """Run a command. Raises `AssertionError` if it says something else than the page."""
        text = command.text
        named = re.fullmatch(r"(\w+)=\$\((.*)\)", text)
        said = self._run(named[2] if named else text)
        if named:
            self._names[named[1]] = said.strip()
        else:
            assert_told(said.split("\n"), command.expected, f"line {command.line}: $ {text}")

    def quick(self):
        self._timing = QUICK

    def up(self, *options: str):
        given = dict(option.split("=") for option in options)
        material = read_material(
            [PLAN], inventory=INVENTORY, faults=given.get("faults", ""), people=None
        )
        settings = WorldSettings(drs_timing=self._timing)
        seeds, faults = material.inventory, material.faults
        self._world = World(seeds, start=START, faults=faults, settings=settings)
        self._settings = Settings(hub=Hub(account=seeds.account, region=seeds.region))
        made = publication_of(
            material.plans, self._settings, people=material.people, with_pack=True
        )
        publish(self._service("root"), made, lay_foundation=True)

    def wait(self, what: str, state: str):
        for _ in range(int(PATIENCE / 4)):
            if self._state_of(what) == state:
                return
            self._world.clock.advance_to(self._world.clock.now() + 4)
        raise AssertionError(f"{what} is {self._state_of(what)}, never {state}")

    def _state_of(self, what: str) -> str:
        service = self._service("operator")
        try:
            run = find_run(service, "last")
        except UnknownRunError:
            return "nowhere"
        key = run_key(run) if what == "run" else wave_key(run, what)
        return str(service.table.item(key).get("state"))

    def do(self, *words: str):
        self._run(shlex.join(words))

    def pass_(self, seconds: str):
        self._world.clock.advance_to(self._world.clock.now() + float(seconds))

    def _run(self, text: str) -> str:
        assert not re.search(r"'[^']*\$\w+[^']*'", text), f"a shell expands nothing in '…': {text}"
        words = shlex.split(re.sub(r"\$(\w+)", lambda found: self._names[found[1]], text))
        if words[:2] == ["make", "drill"]:
            words = ["muster", "demo", "--headless"]
        return {"muster": self._muster, "aws": self._aws}[words[0]](words[1:])

    def _muster(self, words: list[str]) -> str:
        if words[0] == "demo":
            words = [*words, *ENDLESS]
        user, words = _taken(words, "--as", "operator")
        door = None
        if self._world is not None:
            place = Place("the embedded AWS", undeployed=True)
            door = Door(self._service(user), place)
        self._capsys.readouterr()
        try:
            root.main(args=words, prog_name="muster", standalone_mode=False, obj=door)
        except Exception as error:  # noqa: BLE001 - as main does
            explain(error)
        said = self._capsys.readouterr()
        return said.out + said.err

    def _aws(self, words: list[str]) -> str:
        profile, words = _taken(words, "--profile", "operator")
        query, words = _taken(words, "--query", "")
        form, words = _taken(words, "--output", "json")
        region, words = _taken(words, "--region", "us-west-2")
        service, operation, *rest = words
        client = self._world.client(service, principal=self._principal(profile), region=region)
        method = operation.replace("-", "_")
        shape = client.meta.service_model.operation_model(
            client.meta.method_to_api_mapping[method]
        ).input_shape
        answer = getattr(client, method)(**_parameters(rest, shape))
        answer.pop("ResponseMetadata")
        found = jmespath.search(query, answer) if query else answer
        return _as_text(found) if form == "text" else json.dumps(found, indent=4, default=str)

    def _principal(self, user: str) -> str:
        account = self._settings.hub.account
        kinds = {"root": f"iam::{account}:root", "break-glass": BREAK_GLASS.format(account=account)}
        return f"arn:aws:{kinds.get(user) or f'iam::{account}:user/{user}'}"

    def _service(self, user: str):
        clock = Striding(self._world.clock)
        return embedded_service(self._world, self._principal(user), self._settings, clock)


DIRECTIVES: dict[str, Callable[..., None]] = {
    "quick": Player.quick,
    "up": Player.up,
    "wait": Player.wait,
    "pass": Player.pass_,
    "do": Player.do,
}


def assert_told(said: Sequence[str], expected: Sequence[str], where: str) -> None:
    """Raise `AssertionError` unless what was said is what the page shows."""
    pattern = "".join(
        r"(?:.*\n)*" if row == "…" else ".*".join(map(re.escape, row.split("…"))) + "\n"
        for row in expected
    )
    whole = "\n".join(said).rstrip("\n") + "\n" if any(said) else ""
    shown = "\n".join(expected)
    assert re.fullmatch(pattern, whole), f"{where}\n--- said:\n{whole}--- the page:\n{shown}"


def _taken(words: Sequence[str], option: str, default: str) -> tuple[str, list[str]]:
    if option not in words:
        return default, list(words)
    at = words.index(option)
    return words[at + 1], [*words[:at], *words[at + 2 :]]


def _parameters(words: Sequence[str], shape) -> dict:
    """The options of the aws CLI as boto3's parameters. Raises `KeyError` for one it lacks."""
    members = {xform_name(name, "-"): name for name in shape.members}
    given: dict = {}
    name = ""
    for word in words:
        if word.startswith("--"):
            name = members[word[2:]]
            given[name] = []
        else:
            given[name].append(word)
    return {name: _value(values, shape.members[name]) for name, values in given.items()}


def _value(values: list[str], shape):
    braced = re.fullmatch(r"\{(\w+=.*)\}", values[0]) if values else None
    if braced:
        return _shorthand(braced[1], shape)
    if values and values[0][:1] in "[{":
        return json.loads(values[0])
    if shape.type_name == "list":
        return [_value([value], shape.member) for value in values]
    if shape.type_name in ("structure", "map"):
        return _shorthand(values[0], shape)
    return {"boolean": lambda: True, "integer": lambda: int(values[0])}.get(
        shape.type_name, lambda: values[0]
    )()


def _shorthand(text: str, shape) -> dict:
    """`Key=…,Values=…` as the aws CLI reads it."""
    pairs = dict(part.split("=", 1) for part in text.split(","))
    if shape.type_name == "map":
        return {key: _value([value], shape.value) for key, value in pairs.items()}
    return {key: _value([value], shape.members[key]) for key, value in pairs.items()}


def _as_text(found) -> str:
    if isinstance(found, list):
        between = "\n" if found and isinstance(found[0], list) else "\t"
        return between.join(_as_text(entry) for entry in found)
    return "None" if found is None else str(found)
