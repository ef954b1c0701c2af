"""The botocore models of services, each operation's once; and which protocol a request speaks."""

import functools
from typing import Any

from moto.core.request import determine_request_protocol
from moto.core.utils import get_service_model

from muster.embedded.aws.wire import Wire

JSON_PROTOCOLS = ("json", "rest-json")
SERVICE_BY_SIGNING_NAME = {
    "email": "ses",
    "eventbridge": "events",
    "monitoring": "cloudwatch",
    "servicequotas": "service-quotas",
}


def service_of(signing_name: str) -> str:
    """The botocore name of the service behind a SigV4 signing name."""
    return SERVICE_BY_SIGNING_NAME.get(signing_name.lower(), signing_name.lower())


@functools.cache
def operation_model(service: str, operation: str) -> Any:
    """The model of an operation, one for each: botocore makes its shapes anew with every one."""
    return get_service_model(service).operation_model(operation)


def protocol_of(service: str, wire: Wire) -> str:
    """The protocol that a request speaks: `json`, `rest-json`, `query`, `ec2` or `rest-xml`."""
    model = get_service_model(service)
    media_type = wire.content_type.split(";")[0].strip()
    try:
        return str(determine_request_protocol(model, media_type))
    except NotImplementedError:  # a media type that the service does not speak
        return str(model.protocol)
