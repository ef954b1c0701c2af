"""The names of moto that the embedded AWS builds on: `moto.core` moves, and this says where."""

import inspect

import moto
import pytest
from moto.core import exceptions, model, parse, request, routing, serialize, utils
from moto.core.base_backend import BackendDict, backend_lock
from moto.core.model_instances import reset_model_data
from moto.core.responses import BaseResponse
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.table import Table
from moto.dynamodb.parsing.reserved_keywords import ReservedKeywords
from moto.events.models import EventsBackend, Rule
from moto.moto_api._internal import mock_random
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app


def test_the_version_is_the_one_that_was_read():
    assert moto.__version__.startswith("5.2.")


@pytest.mark.parametrize("protocol", ["json", "rest-json", "query", "ec2", "rest-xml"])
def test_every_protocol_has_a_parser_and_a_serialiser(protocol):
    assert protocol in parse.PROTOCOL_PARSERS
    assert serialize.get_serializer_class("drs", protocol)


def test_the_parser_takes_a_timestamp_parser():
    assert "timestamp_parser" in inspect.signature(parse.RequestParser).parameters


def test_the_serialiser_takes_an_operation_and_a_context():
    taken = inspect.signature(serialize.ResponseSerializer).parameters
    assert {"operation_model", "context"} <= set(taken)
    assert serialize.SerializationContext("id").request_id == "id"


def test_errors_are_told_by_code_and_message():
    error = exceptions.ServiceException("Code", "text")
    assert (error.code, error.message) == ("Code", "text")


def test_requests_are_routed_by_the_model():
    router = routing.get_service_router("drs")
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": "/StartRecovery", "wsgi.url_scheme": "http"}
    operation, uri = router.match(request.Request({**environ, "HTTP_HOST": "x"}))
    assert (operation.name, uri) == ("StartRecovery", {})


def test_a_model_lists_its_operations_and_errors():
    drs = utils.get_service_model("drs")
    assert "StartRecovery" in drs.operation_names
    assert isinstance(drs, model.ServiceModel)
    assert {shape.name for shape in drs.error_shapes} >= {"ConflictException"}


def test_the_dispatcher_finds_backends_by_credential_scope():
    dispatcher = DomainDispatcherApplication(create_backend_app)
    authorization = "AWS4-HMAC-SHA256 Credential=K/20200101/us-west-2/ssm/aws4_request, x"
    host = dispatcher.infer_service_region_host({"HTTP_AUTHORIZATION": authorization}, "/")
    assert host == "ssm.us-west-2.amazonaws.com"
    assert any(pattern.match(f"http://{host}") for _, pattern in dispatcher.backend_url_patterns)


def test_the_account_comes_from_a_header():
    assert "x-moto-account-id" in inspect.getsource(BaseResponse.get_current_account)


def test_backends_in_use_are_listed_so_that_they_can_be_emptied():
    assert isinstance(BackendDict._instances, list)
    assert backend_lock.acquire(blocking=False)
    backend_lock.release()
    reset_model_data()


def test_rules_of_a_bus_match_events_and_list_their_targets():
    rule = Rule("r", "1", "us-west-2", None, '{"source": ["muster"]}', None, None, "default", None)
    assert rule.event_pattern.get_pattern() == {"source": ["muster"]}
    assert rule.event_pattern.matches_event({"source": "muster"})
    assert (rule.state, rule.targets) == ("ENABLED", [])
    assert hasattr(EventsBackend, "describe_event_bus")


def test_tables_tell_their_keys_and_indexes():
    attributes = [{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "plan")]
    key = [{"AttributeName": "pk", "KeyType": "HASH"}]
    other = [{"AttributeName": "plan", "KeyType": "HASH"}]
    index = {"IndexName": "i", "KeySchema": other, "Projection": {"ProjectionType": "ALL"}}
    table = Table("t", "1", "us-west-2", key, attributes, global_indexes=[index])
    assert (table.name, table.attr, table.schema) == ("t", attributes, key)
    assert [(one.name, one.schema) for one in table.all_indexes()] == [("i", other)]
    assert hasattr(dynamodb_backends["1"]["us-west-2"], "tables")
    del dynamodb_backends["1"]


def test_reserved_words_are_listed():
    assert {"STATUS", "NAME"} <= set(ReservedKeywords.get_reserved_keywords())


def test_ids_come_from_a_seed():
    mock_random.seed("a")
    first = mock_random.get_random_hex(17)
    mock_random.seed("a")
    assert mock_random.get_random_hex(17) == first
