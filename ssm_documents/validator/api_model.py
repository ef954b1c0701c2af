"""The APIs of AWS as botocore describes them: services, operations, shapes.

Models are loaded when the first step needs them and kept; nothing here talks to a network.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from botocore import xform_name
from botocore.exceptions import DataNotFoundError
from botocore.loaders import Loader
from botocore.model import OperationModel, ServiceModel

Shape = Any
"""A botocore shape; the library is untyped."""


@cache
def services() -> frozenset[str]:
    """Every namespace of boto3, for example `drs`."""
    return frozenset(_loader().list_available_services("service-2"))


@cache
def service(name: str) -> ServiceModel | None:
    """The model of a service; namespaces are lower case, but runbooks also write `SQS`."""
    namespace = name.lower()
    if namespace not in services():
        return None
    try:
        return ServiceModel(_loader().load_service_model(namespace, "service-2"), namespace)
    except DataNotFoundError:
        return None


def operation(service_name: str, api: str) -> OperationModel | None:
    """The model of an operation, spelled as the API (`StartRecovery`) or as boto3's method."""
    model = service(service_name)
    name = _by_method(service_name.lower()).get(xform_name(api)) if model and api else None
    return model.operation_model(name) if model and name else None


def operation_names(service_name: str) -> list[str]:
    """The operations of a known service, as the API spells them."""
    model = service(service_name)
    return list(model.operation_names) if model else []


@cache
def _by_method(namespace: str) -> Mapping[str, str]:
    model = service(namespace)
    return {xform_name(name): name for name in model.operation_names} if model else {}


@cache
def _loader() -> Loader:
    return Loader()
