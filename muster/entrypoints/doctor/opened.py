"""The patient, with every port behind one connection."""

from dataclasses import dataclass, replace
from functools import partial
from importlib.resources import files

import yaml

from eventbridge.patterns import event_rules
from muster.aws.clock import AwsClock
from muster.aws.connection import Connection
from muster.aws.examining.alarms import CloudWatchAlarms
from muster.aws.examining.estate import DrsEstate
from muster.aws.examining.functions import LambdaFunctions
from muster.aws.examining.queues import SqsQueues
from muster.aws.examining.quotas import AwsQuotas
from muster.aws.examining.roles import IamRoles
from muster.aws.examining.rules import EventBridgeRules
from muster.aws.ids import RandomIds
from muster.aws.secrets import AwsSecrets
from muster.aws.stacks import CloudFormationStacks
from muster.entrypoints.doctor.probing import bench_on
from muster.entrypoints.doctor.slack_side import SlackSide
from muster.entrypoints.releases import release_of
from muster.model.errors import PlanRefusedError
from muster.model.plan import RecoveryPlan
from muster.model.settings import Hub, Settings
from muster.service.doctor.patient import Patient
from muster.service.doctor.ports import WallClock
from muster.service.doctor.probes.bench import Bench
from muster.service.service import Service
from muster.service.values import Document, Place
from muster.wiring import open_connection, service_on
from ssm_documents.compiler import compile_pack

SECRET = "muster-slack"  # noqa: S105 - the name of a secret, not one
SLACK_API = "https://slack.com/api/"


@dataclass(frozen=True)
class Doctor:
    """Whom to look at, and where to try things."""

    patient: Patient
    bench: Bench


def open_doctor(place: Place, settings: Settings, stack: str, slack_api: str) -> Doctor:
    """The doctor of the installation there. Raises `AwsError` if there are no credentials."""
    clock = AwsClock()
    connection = open_connection(place, clock)
    made = patient_on(connection, clock, settings, stack=stack, slack_api=slack_api)
    patient = replace(made, own_time=place.undeployed)
    return Doctor(patient, bench_on(connection, patient.service, settings))


def patient_on(
    connection: Connection,
    wall_clock: WallClock,
    settings: Settings,
    *,
    stack: str,
    slack_api: str,
) -> Patient:
    """The same on a connection that is there."""
    service = service_on(connection, settings, RandomIds())
    return Patient(
        service=service,
        settings=settings,
        stack=stack,
        stacks=CloudFormationStacks(connection, RandomIds()),
        wall_clock=wall_clock,
        estate=DrsEstate(connection),
        roles=IamRoles(connection),
        quotas=AwsQuotas(connection),
        event_rules=EventBridgeRules(connection),
        queues=SqsQueues(connection),
        functions=LambdaFunctions(connection),
        alarms=CloudWatchAlarms(connection),
        slack=SlackSide(AwsSecrets(connection), SECRET, slack_api or SLACK_API),
        pack=partial(_pack, service, settings),
        compiled=partial(_compiled, settings),
        rules=tuple(rule.name for rule in event_rules()),
        scopes=_scopes(),
    )


def _pack(service: Service, settings: Settings) -> tuple[Document, ...]:
    caller = service.identity.caller()
    hub = Hub(account=caller.account, region=caller.region)
    compiled = compile_pack(settings.model_copy(update={"hub": hub}))
    return tuple(
        Document(name, runbook.text(), runbook.digest()) for name, runbook in compiled.items()
    )


def _compiled(settings: Settings, plan: RecoveryPlan) -> tuple[Document, ...]:
    try:
        return release_of(plan, settings).documents
    except PlanRefusedError:
        return ()  # too large for this version: not what is published


def _scopes() -> frozenset[str]:
    """Those that the app's manifest asks for."""
    text = files("bot").joinpath("manifests", "http.yaml").read_text(encoding="utf-8")
    return frozenset(yaml.safe_load(text)["oauth_config"]["scopes"]["bot"])
