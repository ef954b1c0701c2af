"""What a client of this process calls instead of sending."""

from collections.abc import Callable, Mapping
from typing import Any

from botocore.handlers import generate_idempotent_uuid

from muster.embedded.aws.front import Front
from muster.embedded.aws.hook import sent_by, told_by
from muster.embedded.aws.incoming import Unsent
from muster.embedded.aws.kit import AnswerLost, AwsError, Principal
from muster.embedded.aws.short_way.limits import Doubt
from muster.embedded.aws.short_way.motos import road_to_moto
from muster.embedded.aws.short_way.road import Road, road
from muster.embedded.aws.wire import Answer


class ShortWay:
    """The `_make_api_call` of a client that makes one attempt a call, for its principal.

    `watched` tells whether somebody hung a handler of his own on the client: then all goes by wire,
    where such handlers are asked.
    """

    def __init__(
        self,
        client: Any,
        front: Front,
        principal: Principal,
        access_key: str,
        watched: Callable[[], bool],
    ) -> None:
        self._access_key = access_key
        self._by_wire = self.by_wire(client)
        self._service = client.meta.service_model.service_name
        self._region = client.meta.region_name
        self._front = front
        self._principal = principal
        self._watched = watched
        self._roads: dict[str, Road | None] = {}

    def __call__(self, operation: str, params: dict[str, Any]) -> Any:
        """The parsed answer; raises what botocore raises."""
        way = self._road(operation)
        if way is None or self._watched():
            return self._by_wire(operation, params)
        generate_idempotent_uuid(params, way.model)
        try:
            taken = way.take(params)
        except Doubt:
            return self._by_wire(operation, params)
        return self._perform(way, taken, params)

    def by_wire(self, client: Any) -> Callable[[str, Mapping[str, Any]], Any]:
        """The `_make_api_call` of a client that goes by wire always, for the same principal."""
        perform = type(client)._make_api_call  # noqa: SLF001 - the one place that every call passes

        def call(operation: str, params: Mapping[str, Any]) -> Any:
            with sent_by(self._access_key, self._front.answer):
                return perform(client, operation, params)

        return call

    def _road(self, operation: str) -> Road | None:
        if operation not in self._roads:
            ours = road(self._front.service(self._service), operation)
            self._roads[operation] = ours or road_to_moto(
                self._front.moto, self._service, operation
            )
        return self._roads[operation]

    def _perform(self, way: Road, taken: Mapping[str, Any], params: Mapping[str, Any]) -> Any:
        unsent = Unsent(way.service, way.operation, self._region, self._principal, taken)
        try:
            told, request_id, date = self._front.perform(unsent, way.given)
        except AwsError as error:
            refusal = way.refused(error, self._front.request_id())
            return self._told(way, params, lambda: self._front.dated(refusal))
        except AnswerLost as error:
            return self._told(way, params, _raising(error))
        if isinstance(told, Answer):
            answer = told
            return self._told(way, params, lambda: self._front.dated(answer))
        return {**told, "ResponseMetadata": way.head(request_id, date)}

    def _told(self, way: Road, params: Mapping[str, Any], answer: Callable[[], Answer]) -> Any:
        """What botocore makes of this answer; the call has been performed."""
        with told_by(answer):
            return self._by_wire(way.operation, params)


def _raising(error: AnswerLost) -> Callable[[], Answer]:
    def lose() -> Answer:
        raise error

    return lose
