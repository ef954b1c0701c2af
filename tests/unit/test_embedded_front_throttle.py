"""Request rates on the virtual clock."""

import pytest
from botocore.exceptions import ClientError
from fakes.embedded_world import HUB, OPERATOR, REGION, SPOKE, START, client, error_code, world

from muster.embedded.aws.clock import Clock
from muster.embedded.aws.journal import Entry
from muster.embedded.aws.kit import AwsError, Principal
from muster.embedded.aws.parts import Settings
from muster.embedded.aws.throttle import BURST, RATES, Throttle, rate_exceeded


def call(name="ssm:StartAutomationExecution", account=HUB, region=REGION):
    service, operation = name.split(":")
    return Entry(START, Principal(OPERATOR, account), region, service, operation, dict)


def admitted(throttle, entry, attempts=100):
    passed = 0
    for _ in range(attempts):
        try:
            throttle(entry)
        except AwsError:
            continue
        passed += 1
    return passed


@pytest.mark.parametrize("name", sorted(RATES))
def test_a_full_bucket_lets_a_burst_through_then_its_rate(name):
    clock = Clock(START)
    throttle = Throttle(clock)

    at_once = admitted(throttle, call(name))
    clock.advance_to(START + 2.0)
    after_two_seconds = admitted(throttle, call(name))

    assert (at_once, after_two_seconds) == (BURST * RATES[name], 2 * RATES[name])


def test_a_bucket_never_holds_more_than_its_burst():
    clock = Clock(START)
    throttle = Throttle(clock)
    admitted(throttle, call())

    clock.advance_to(START + 86_400.0)

    assert admitted(throttle, call()) == BURST


def test_tenths_of_a_second_add_up_to_whole_tokens():
    clock = Clock(START)
    throttle = Throttle(clock)
    admitted(throttle, call())

    passed = 0
    for step in range(1, 101):
        clock.advance_to(START + step / 10)
        passed += admitted(throttle, call(), attempts=1)

    assert passed == 10


def test_accounts_regions_and_operations_have_buckets_of_their_own():
    throttle = Throttle(Clock(START))
    admitted(throttle, call())

    for other in (
        call(account=SPOKE),
        call(region="eu-west-1"),
        call("ssm:StopAutomationExecution"),
    ):
        assert admitted(throttle, other) == BURST


def test_what_has_no_rate_is_never_throttled():
    assert admitted(Throttle(Clock(START)), call("dynamodb:PutItem")) == 100


def test_a_throttled_start_is_a_throttling_exception():
    with world() as a_world:
        codes = [_start(a_world) for _ in range(6)]
        a_world.clock.advance_to(START + 1.0)

        assert codes[-1] == "ThrottlingException"
        assert _start(a_world) != "ThrottlingException"


def test_rates_can_be_switched_off():
    with world(settings=Settings(throttle=False)) as a_world:
        assert {_start(a_world) for _ in range(20)} == {"AutomationDefinitionNotFoundException"}


@pytest.mark.parametrize(
    ("service", "code"),
    [("ssm", "ThrottlingException"), ("ec2", "RequestLimitExceeded"), ("sts", "Throttling")],
)
def test_each_service_words_it_its_way(service, code):
    assert (rate_exceeded(service).code, rate_exceeded(service).message) == (code, "Rate exceeded")


def _start(a_world):
    with pytest.raises(ClientError) as refused:
        client(a_world, "ssm").start_automation_execution(DocumentName="none-such")
    return error_code(refused.value)
