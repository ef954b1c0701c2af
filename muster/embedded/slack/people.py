"""Who is in the workspace: people, user groups and the app under test."""

from dataclasses import dataclass, field

TEAM = "T0MUSTER"
TEAM_DOMAIN = "embedded"

ALL_SCOPES = frozenset(
    {
        "app_mentions:read",
        "bookmarks:write",
        "channels:history",
        "channels:join",
        "channels:manage",
        "channels:read",
        "chat:write",
        "commands",
        "files:write",
        "im:write",
        "pins:write",
        "reactions:write",
        "usergroups:read",
        "users:read",
        "users:read.email",
    }
)


@dataclass(frozen=True)
class Person:
    """A member of the workspace.

    Attributes:
        id: Slack user id, `U…`.
        handle: what follows the @, unique.
        name: full name.
        title: shown beside the name, such as "drill operator".
        email: empty if the workspace does not know it.
        guest: whether Slack counts the person as a guest of the workspace.
        team: id of the person's own workspace; another one than `TEAM` for Slack Connect.
    """

    id: str
    handle: str
    name: str
    title: str = ""
    email: str = ""
    guest: bool = False
    team: str = TEAM


@dataclass(frozen=True)
class Group:
    """A user group: `<!subteam^id>` in messages; `members` are user ids."""

    id: str
    handle: str
    name: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class App:
    """The app under test, as installed in the workspace.

    Attributes:
        scopes: what its token may do; give those of the manifest.
        escape_commands: the manifest's `should_escape`: whether @names in the text of a slash
            command arrive as `<@U…|handle>`.
    """

    token: str = "xoxb-embedded"  # noqa: S105 - opens nothing but this server
    signing_secret: str = "embedded-signing-secret"  # noqa: S105 - likewise
    name: str = "muster"
    user_id: str = "U0MUSTERBOT"
    bot_id: str = "B0MUSTER"
    app_id: str = "A0MUSTER"
    scopes: frozenset[str] = ALL_SCOPES
    escape_commands: bool = False
    commands: tuple[str, ...] = ("/dr",)


@dataclass(frozen=True)
class Workspace:
    """What the server starts with.

    Attributes:
        channels: names without `#`; everybody who is no guest and the app are members.
        paid: whether user groups exist; a free workspace answers `plan_upgrade_required`.
    """

    people: tuple[Person, ...]
    groups: tuple[Group, ...] = ()
    channels: tuple[str, ...] = ("disaster-recovery",)
    app: App = field(default_factory=App)
    paid: bool = True
