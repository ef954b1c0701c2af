"""Clients for the adapters, and the only place where they call AWS."""

import threading
from typing import Any

from boto3 import Session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from muster.aws.errors import is_transient, translated
from muster.service.errors import AwsError
from muster.service.ports import Clock

ATTEMPTS = 6
CONFIG = Config(
    retries={"total_max_attempts": 1},  # repeated here, so that a virtual clock can pass
    connect_timeout=5,
    read_timeout=25,
    user_agent_appid="muster",
)
WITHOUT_PROXY = CONFIG.merge(Config(proxies={}))  # {}: those of the environment are ignored too


class Connection:
    """A boto3 session, its endpoint if not AWS's own, and the clock that pauses between tries.

    `at_hand`: the endpoint is on this machine, so a proxy that is set for the network is not asked.
    """

    def __init__(
        self, session: Session, clock: Clock, *, endpoint: str = "", at_hand: bool = False
    ) -> None:
        self._session = session
        self._endpoint = endpoint or None
        self._config = WITHOUT_PROXY if at_hand else CONFIG
        self._clients: dict[str, Any] = {}
        self._making = threading.Lock()  # a session makes one client at a time (boto3, "Session")
        self.clock = clock

    @property
    def region(self) -> str:
        """The Region of the session; empty if it has none."""
        return str(self._session.region_name or "")

    def call(self, service: str, operation: str, /, *, about: str = "", **parameters: Any) -> Any:
        """Call a repeatable operation (in snake case), again with pauses of 1 to 16 s at need.

        `about` names what it is about, for the reader. Raises `AwsError`, its cause being what
        botocore raised.
        """
        for attempt in range(ATTEMPTS - 1):
            try:
                return self.once(service, operation, about=about, **parameters)
            except AwsError as error:
                if not is_transient(error.__cause__):
                    raise
                self.clock.sleep(2**attempt)
        return self.once(service, operation, about=about, **parameters)

    def once(self, service: str, operation: str, /, *, about: str = "", **parameters: Any) -> Any:
        """Likewise, but not again: what is not worth a pause."""
        try:
            return getattr(self._client(service), operation)(**parameters)
        except (ClientError, BotoCoreError) as error:
            raise translated(error, service, operation, about, self.region) from error

    def _client(self, service: str) -> Any:
        if service not in self._clients:
            with self._making:
                if service not in self._clients:
                    self._clients[service] = self._made(service)
        return self._clients[service]

    def _made(self, service: str) -> Any:
        client = self._session.client(service, endpoint_url=self._endpoint, config=self._config)
        hear = getattr(self.clock, "hear", None)
        if hear is not None:
            client.meta.events.register("after-call", hear)
        return client
