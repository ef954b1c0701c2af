"""What the bot has to be told about Slack; secrets are never printed."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from bot.views.story import Doors

TICKETS = r"^(https://[^\s|<>{}]+\{ticket\}[^\s|<>{}]*)?$"


class BotSettings(BaseModel):
    """One bot in one workspace.

    Two signing secrets are accepted while one replaces the other. `answer_first`: the answer to
    Slack waits until a listener has ended (Lambda, tests); otherwise it is sent as soon as a
    listener acknowledges, and the listener works on.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    token: Annotated[SecretStr, Field(min_length=5)] = Field(
        description="The app's token, `xoxb-…`."
    )
    channel: Annotated[str, Field(pattern=r"^[CG][A-Z0-9]{2,20}$")] = Field(
        description="Channel id for runs that nobody started in a channel, and for what else fails."
    )
    signing_secrets: Annotated[tuple[SecretStr, ...], Field(max_length=2)] = Field(
        default=(), description="Of the app; none in Socket Mode."
    )
    team: Annotated[str, Field(pattern=r"^((T|E)[A-Z0-9]{2,20})?$")] = Field(
        default="", description="Id of the one workspace that is answered; empty: any known person."
    )
    api_url: str = Field(default="https://slack.com/api/", description="Slack's Web API.")
    command: Annotated[str, Field(pattern=r"^/[a-z0-9_-]{1,31}$")] = Field(
        default="/dr", description="The slash command."
    )
    console: str = Field(
        default="console.aws.amazon.com", description="Host of the AWS console; empty: no links."
    )
    timeout: Annotated[int, Field(ge=1, le=30)] = Field(
        default=5, description="Seconds that a call of Slack may take."
    )
    fresh: Annotated[int, Field(ge=3, le=3600)] = Field(
        default=60, description="Seconds after which a run's message is edited for its time alone."
    )
    stale: Annotated[int, Field(ge=1, le=3650)] = Field(
        default=90, description="Days without a good drill after which a plan stands out."
    )
    tickets: Annotated[str, Field(pattern=TICKETS)] = Field(
        default="", description="Address of a ticket, with `{ticket}` in it; empty: no links."
    )
    plan_block: bool = Field(
        default=True, description="Waves as a `plan` block; if not, as lines of text."
    )
    answer_first: bool = Field(default=False, description="Answer Slack when all is done.")

    @property
    def doors(self) -> Doors:
        """The other ways in, as messages name them."""
        return Doors(console=self.console, command=self.command, tickets=self.tickets)
