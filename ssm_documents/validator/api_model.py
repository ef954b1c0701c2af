"""The APIs of AWS as botocore describes them: services, operations, shapes.

Models are loaded when the first step needs them and kept; nothing here talks to a network. Even
botocore itself is imported no sooner: a document without API calls is judged in half the time.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

OperationModel = Any
ServiceModel = Any
"""Botocore's classes; the library is untyped."""


@cache
def services() -> frozenset[str]:
    """Every namespace of boto3, for example `drs`."""
    return frozenset(_loader().list_available_services("service-2"))


@cache
def service(namespace: str) -> ServiceModel | None:
    """The model of a service by its namespace, None if there is none."""
    from botocore.model import ServiceModel as Model  # noqa: PLC0415 (see the module)

    if namespace not in services():
        return None
    return Model(_loader().load_service_model(namespace, "service-2"), namespace)


def operation(service_name: str, api: str) -> OperationModel | None:
    """The model of an operation, spelled as the API (`StartRecovery`) or as boto3's method.

    Namespaces are lower case, but public runbooks also write `SQS`.
    """
    from botocore import xform_name  # noqa: PLC0415 (see the module)

    model = service(service_name.lower())
    name = _by_method(service_name.lower()).get(xform_name(api)) if api else None
    return model.operation_model(name) if model and name else None


def operation_names(service_name: str) -> list[str]:
    """The operations of a service, as the API spells them; none of an unknown one."""
    return list(_by_method(service_name.lower()).values())


@cache
def _by_method(namespace: str) -> Mapping[str, str]:
    from botocore import xform_name  # noqa: PLC0415 (see the module)

    model = service(namespace)
    return {xform_name(name): name for name in model.operation_names} if model else {}


@cache
def _loader() -> Any:
    from botocore.loaders import Loader  # noqa: PLC0415 (see the module)

    return Loader()
