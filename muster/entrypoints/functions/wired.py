"""The adapters of a function, made once and kept while it is warm."""

from dataclasses import dataclass
from functools import cached_property

from bot.bot import Bot
from bot.telling.announcer import Clocks
from muster.aws.clock import AwsClock
from muster.aws.connection import Connection
from muster.aws.ids import RandomIds
from muster.aws.role import session_as
from muster.aws.secrets import AwsSecrets
from muster.aws.session import open_session
from muster.entrypoints.bot_parts import BotParts, Hands
from muster.entrypoints.functions import metrics
from muster.entrypoints.functions.silence import Silence
from muster.entrypoints.functions.surroundings import Surroundings, slack_secrets
from muster.entrypoints.functions.told import bot_settings
from muster.model.settings import Settings
from muster.service.announcing import Announcer
from muster.service.reconciler import Reconciler
from muster.service.values import Place
from muster.wiring import service_on

SESSION = "muster"
"""The name of the session in which the decision role is assumed, as logs show it."""


@dataclass(frozen=True)
class Wired:
    """One muster, as the role of this function."""

    around: Surroundings
    settings: Settings

    @cached_property
    def own(self) -> Connection:
        """The connection of the function's own role."""
        place = Place(name="a function", region=self.around.region)
        return Connection(open_session(place), AwsClock())

    @cached_property
    def decider(self) -> Connection:
        """The connection of the role that decides and wakes gates."""
        session = session_as(self.own, self.around.decision_role, SESSION)
        return Connection(session, self.own.clock)

    @cached_property
    def parts(self) -> BotParts:
        """What the bot is put together from. Its answers to Slack wait for all that is done."""
        service = service_on(self.own, self.settings, RandomIds())
        settings = self.settings.model_copy(update={"hub": self.around.hub})
        hands = Hands(self.own, self.decider)
        return BotParts(service, hands, settings, unforeseen=self._count_unforeseen)

    def _count_unforeseen(self) -> None:
        metrics.put({metrics.UNFORESEEN: 1}, self.own.clock.now())

    @cached_property
    def secrets(self) -> tuple[str, tuple[str, ...]]:
        """Token and signing secrets of the Slack app. Raises `MusterError`."""
        return self._read_secrets()

    def has_other_secrets(self) -> bool:
        """Whether the secret was changed since it was read. Raises `MusterError`."""
        return "secrets" in self.__dict__ and self.secrets != self._read_secrets()

    def _read_secrets(self) -> tuple[str, tuple[str, ...]]:
        name = self.around.secret
        return slack_secrets(name, AwsSecrets(self.own).read(name))

    @cached_property
    def announcer(self) -> Announcer:
        """Keeps messages true; silent where the stack names no channel: a bot speaks elsewhere."""
        return self.bot.announcer if self.around.channel else Silence()

    @cached_property
    def reconciler(self) -> Reconciler:
        """Looks after runs; with a bot of its own, after Slack's user groups, too.

        Raises `MusterError` if that bot cannot be made.
        """
        if self.around.channel:
            return self.parts.reconciler(self.bot)
        return self.without_chat

    @cached_property
    def without_chat(self) -> Reconciler:
        """Looks after runs and tells nobody in a chat."""
        return Reconciler(self.parts.acting, Silence())

    @cached_property
    def bot(self) -> Bot:
        """The bot, without its ear."""
        token, signing = self.secrets
        clock = self.own.clock
        settings = bot_settings(self.around, token, signing)
        return self.parts.bot(settings, Clocks(clock.now, clock.sleep))
