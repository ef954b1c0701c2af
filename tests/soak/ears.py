"""Who listens: rules, queue, consumer and reconciler on the real adapters, and a chat of ours."""

from botocore.exceptions import ClientError, HTTPClientError
from listening import Listening

from muster.service.errors import AwsError


class Ears:
    """Hears what there is to hear at every look; a failure is made good at the next one."""

    def __init__(self, ground) -> None:
        with ground.unharmed():
            self._listening = Listening(ground)
        self.chat = self._listening.chat
        self.failures: list[str] = []

    @property
    def calls(self):
        """Whom the chat was asked to call: `service.announcing.Call` values."""
        return list(self.chat.calls.values())

    def listen(self) -> None:
        """Digest the events that came, and let the reconciler look."""
        for act in (self._listening.pump.drain, self._listening.reconciler.look):
            try:
                act()
            except (AwsError, ClientError, HTTPClientError) as error:
                self.failures.append(str(error))
