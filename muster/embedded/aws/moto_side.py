"""The part of AWS that is moto, by composition: no class of moto is patched, none is subclassed.

moto keeps its state in module globals. So one process holds one world at a time, and a new world
begins by emptying what the last one left.
"""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from moto.core.base_backend import BackendDict, backend_lock
from moto.core.model_instances import reset_model_data
from moto.moto_api._internal import mock_random
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from muster.embedded.aws.kit import AwsError
from muster.embedded.aws.wire import Answer, Wire

log = logging.getLogger(__name__)

# moto's own switch: without it, every RunInstances looks through 1,300 public images.
os.environ.setdefault("MOTO_EC2_LOAD_DEFAULT_AMIS", "false")

# Services whose backend depends on the signing name alone, so that it need be found only once.
_ONE_BACKEND = frozenset(
    "cloudformation ec2 events iam kms lambda logs sns sqs ssm sts".split()  # noqa: SIM905 - reads better
)


class Moto:
    """moto's own WSGI application, told on each call which account the caller belongs to."""

    def __init__(self) -> None:
        self._dispatcher = DomainDispatcherApplication(create_backend_app)
        self._applications: dict[str, Callable[..., Any]] = {}

    def answer(self, wire: Wire, account: str) -> Answer:
        """The answer of moto, unchanged; raises as `failures_of_moto` tells."""
        environ = wire.fresh_environ()
        environ["HTTP_X_MOTO_ACCOUNT_ID"] = account
        heads: list[tuple[str, list[tuple[str, str]]]] = []
        with failures_of_moto():
            application = self._application(wire)
            parts = application(
                environ, lambda status, headers, _=None: heads.append((status, headers))
            )
            body = b"".join(parts)
        status, headers = heads[-1]
        return Answer(int(status.split()[0]), tuple(headers), body)

    def begin(self, service: str, region: str) -> None:
        """Do what moto does before the first request to a service: meanwhile it draws ids."""
        if service not in self._applications:
            scope = f"Credential=X/20260101/{region}/{service}/aws4_request"
            environ = {"PATH_INFO": "/", "HTTP_AUTHORIZATION": f"AWS4-HMAC-SHA256 {scope}"}
            self._applications[service] = self._dispatcher.get_application(environ)

    def _application(self, wire: Wire) -> Callable[..., Any]:
        assert wire.scope is not None  # noqa: S101 - unsigned requests end before
        service = wire.scope.service.lower()
        key = "dynamodb" if wire.target.startswith("DynamoDB_20120810.") else service
        if key not in self._applications:
            application = self._find(wire)
            if key not in _ONE_BACKEND and key == service != "dynamodb":
                return application
            self._applications[key] = application
        return self._applications[key]

    def _find(self, wire: Wire) -> Callable[..., Any]:
        path = str(wire.environ.get("PATH_INFO", ""))
        host = self._dispatcher.infer_service_region_host(wire.environ, path)
        if not self._has_backend(str(host)):
            raise NotImplementedError(f"service {host}")
        application: Callable[..., Any] = self._dispatcher.get_application(wire.environ)
        return application

    def _has_backend(self, host: str) -> bool:
        patterns = self._dispatcher.backend_url_patterns
        return "." not in host or any(pattern.match(f"http://{host}") for _, pattern in patterns)


@contextmanager
def failures_of_moto() -> Iterator[None]:
    """Let what goes wrong in moto be an `AwsError`.

    `NotImplementedException` for what moto lacks, `InternalFailure` for what breaks inside it (in
    server mode it would send HTML with status 500, which SDKs retry).
    """
    try:
        yield
    except NotImplementedError as error:
        raise AwsError("NotImplementedException", f"not built here: {error}") from error
    except ImportError as error:
        text = f"not built here: moto needs the package {error.name} for this service"
        raise AwsError("NotImplementedException", text) from error
    except Exception as error:
        log.exception("moto failed")
        raise AwsError("InternalFailure", f"moto failed: {error!r}") from error


def reset(seed: str) -> None:
    """Empty moto and let its ids come from `seed`.

    Backends are dropped, not re-made: `BackendDict.reset` would build each anew only to drop it.
    """
    with backend_lock:
        for backends in list(BackendDict._instances):  # noqa: SLF001 - the list of all that are in use
            if backends.service_name == "s3":  # its objects hold temporary files
                for account in backends.values():
                    account.reset()
            backends.clear()
        BackendDict._instances.clear()  # noqa: SLF001 - likewise
    reset_model_data()
    mock_random.seed(seed)
