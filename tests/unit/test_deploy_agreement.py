"""What nobody agrees to leaves nothing behind: no change set, no stack that waits for review."""

import io

import click
import pytest
from fakes.aws.clock import FakeClock
from fakes.muster_service import fake_service

from muster.entrypoints.cli.deploy import deploy
from muster.entrypoints.cli.lazy import SETTINGS
from muster.entrypoints.deploy.opened import Opened
from muster.service.deploying.deploy import Deploying
from muster.service.deploying.values import Change, ChangeSet
from muster.service.values import Caller, Place

CALLER = Caller("arn:aws:iam::123456789012:user/operator", "123456789012", "us-west-2")


class Proposals:
    """The `Stacks` of an empty account, the `Artifacts` and the `Record`, noting what is left."""

    bucket = "a-bucket"

    def __init__(self):
        self.left = []
        self.stored = 0

    def look(self, _name):
        return None

    def propose(self, name, _template, parameters, *, new):
        assert new
        self.given = parameters
        self.left.append(ChangeSet("c-1", name, (Change("Add", "RunTable", "Table"),)))
        return self.left[-1]

    def discard(self, changes):
        self.left.remove(changes)

    def lay(self):
        self.stored += 1

    def put(self, key, _content):
        self.stored += 1
        return f"https://a-bucket/{key}"

    def exists(self):
        return False


@pytest.fixture
def aws():
    return Proposals()


@pytest.fixture
def deployed(aws, tmp_path):
    """Runs `muster deploy` and gives its exit code, or raises what it raises."""
    package = tmp_path / "functions.zip"
    package.write_bytes(b"a zip")
    ports = Deploying(stacks=aws, artifacts=aws, record=aws, clock=FakeClock())
    opened = Opened(Place("a test"), CALLER, fake_service(), ports)
    args = ["--package", str(package)]
    alike = SETTINGS  # click remembers the help option of its first context, for every test
    return lambda *more: deploy.main([*args, *more], obj=opened, standalone_mode=False, **alike)


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_where_nobody_can_agree_nothing_is_stored_or_proposed(aws, deployed, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())

    with pytest.raises(click.UsageError, match="add `--yes`"):
        deployed()
    assert (aws.left, aws.stored) == ([], 0)


def test_a_no_leaves_no_change_set(aws, deployed, monkeypatch):
    monkeypatch.setattr("sys.stdin", Terminal("n\n"))

    assert deployed() == 1
    assert aws.left == []


def test_whoever_interrupts_the_question_leaves_no_change_set(aws, deployed, monkeypatch):
    def interrupted(*_, **__):
        raise click.Abort

    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("click.confirm", interrupted)

    with pytest.raises(click.Abort):
        deployed()
    assert aws.left == []


def test_a_list_that_is_to_be_empty_is_proposed_as_empty(aws, deployed):
    deployed("--dry-run", "--break-glass", "none")

    assert aws.given["BreakGlassPrincipals"] == ""
    assert "PublisherPrincipals" not in aws.given


@pytest.mark.parametrize("flag", ["--break-glass", "--hook-function", "--email"])
def test_an_option_without_a_word_empties_nothing_and_is_refused(aws, deployed, flag):
    with pytest.raises(click.BadParameter, match="say `none` to empty it"):
        deployed("--dry-run", flag, "")
    assert aws.stored == 0


def test_what_is_emptied_and_filled_at_once_is_refused(aws, deployed):
    with pytest.raises(click.BadParameter, match="nothing may stand beside"):
        deployed("--dry-run", "--ebs-key", "none", "--ebs-key", "arn:aws:kms:us-west-2:1:key/k")
    assert aws.stored == 0
