"""The values that pass between the service and its ports."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Document:
    """An Automation document to publish: YAML text, and a digest of what it does (sha256, hex)."""

    name: str
    text: str
    digest: str

    @property
    def label(self) -> str:
        """What its version is called, and found again by."""
        return label_of(self.digest)


def label_of(digest: str) -> str:
    """The beginning of a digest; SSM takes 128 characters as a VersionName, people read fewer."""
    return digest[:40]


@dataclass(frozen=True)
class Published:
    """A version of a document as Systems Manager has it (SSM API, shape DocumentDescription).

    `label` is the version's VersionName; empty if somebody else made it.
    """

    name: str
    version: str
    default_version: str
    status: str
    reason: str = ""
    label: str = ""


@dataclass(frozen=True)
class Execution:
    """An Automation execution; `outputs` as text by name, `failure` as SSM words it."""

    execution: str
    status: str
    is_over: bool
    outputs: Mapping[str, str] = field(default_factory=dict)
    failure: str = ""

    @property
    def succeeded(self) -> bool:
        """Whether it ended well."""
        return self.status == "Success"


@dataclass(frozen=True)
class Caller:
    """The principal behind some credentials, as STS names it."""

    arn: str
    account: str
    region: str


@dataclass(frozen=True)
class Place:
    """Which AWS is meant: a profile or the default credentials, or an endpoint with its own.

    `undeployed`: publishing makes the run table and the topic, because nobody deploys them there.
    """

    name: str
    profile: str = ""
    region: str = ""
    endpoint: str = ""
    access_key: str = ""
    secret: str = ""
    undeployed: bool = False
