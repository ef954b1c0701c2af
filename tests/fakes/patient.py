"""A patient in good health, every port of which a test can make ill."""

from dataclasses import replace

from fakes.muster_service import fake_service, put_people
from fakes.publications import ENTRY, PACK, WAVE, WHOLE, release
from stage import two_waves

from muster.model.settings import Settings
from muster.service.commands.publish import publish
from muster.service.deploying.values import Stack
from muster.service.doctor.checks.drs_roles import NEEDED
from muster.service.doctor.examine import examine
from muster.service.doctor.patient import Patient
from muster.service.doctor.ports import EstateServer, FunctionFacts, RuleFacts, SlackFacts
from ssm_documents.compiler.publication import canonical

QUEUE = "arn:aws:sqs:us-west-2:123456789012:muster-events"
SCOPES = frozenset({"chat:write", "commands"})
TAGS = {"muster:recover": "yes"}
ENVIRONMENT = {"MUSTER_SLACK_CHANNEL": "C0DR", "MUSTER_SLACK_TEAM": "T0MUSTER0"}


DOCUMENTS = (ENTRY, WAVE)
TEXT = canonical(two_waves())


def publication():
    """A plan that can be read again, with two documents."""
    named = replace(release(TEXT), plan="payments")
    return replace(WHOLE, releases=(named,), people=None)


class Body:
    """All the doctor's ports at once; each attribute is what one of them says."""

    def __init__(self):
        self.stack = Stack("muster", "CREATE_COMPLETE")
        self.seconds_ahead = 0.0
        self.initialised = True
        self.estate = [EstateServer("s-1", "CONTINUOUS", TAGS)]
        self.jobs = {}
        self.trust = {name: frozenset() for name in NEEDED}
        for name in ("muster-automation", "muster-decision"):
            self.trust[name] = frozenset({"ssm.amazonaws.com"})
        self.vcpus = 256.0
        self.running = 3
        self.rules = {"muster-from-muster": RuleFacts("ENABLED", (QUEUE,))}
        self.messages = {"muster-events": 0, "muster-events-dead-letters": 0}
        self.lambdas = {
            "muster-slack": FunctionFacts("Active", "Successful", environment=ENVIRONMENT),
            "muster-consumer": FunctionFacts("Active", "Successful", feed="Enabled"),
            "muster-reconciler": FunctionFacts("Active", "Successful"),
        }
        self.alarms = ()
        self.slack = SlackFacts("T0MUSTER0", SCOPES)
        self.raises = {}

    def _say(self, port, value):
        if port in self.raises:
            raise self.raises[port]
        return value

    def look(self, _name):
        return self.stack

    def facts(self, _channel):
        return self._say("slack", self.slack)

    def ahead(self):
        return self.seconds_ahead

    def is_initialised(self):
        return self._say("drs", self.initialised)

    def servers(self):
        return self.estate

    def at_work(self):
        return self.jobs

    def trusted_by(self, name):
        return self._say("roles", self.trust.get(name))

    def most(self, _service, _code):
        return self.vcpus

    def executions(self):
        return self.running

    def rule(self, name):
        return self.rules.get(name)

    def waiting(self, name):
        return self.messages.get(name)

    def function(self, name):
        return self.lambdas.get(name)

    def ringing(self, _prefix):
        return self.alarms


def ill(**changes):
    """A body that is not as the healthy one, in these attributes."""
    body = Body()
    for name, value in changes.items():
        setattr(body, name, value)
    return body


def without(mapping, name):
    return {key: value for key, value in mapping.items() if key != name}


def patient(body=None):
    """The patient and its body; a plan, its people and the pack are published."""
    body = body or Body()
    service = fake_service()
    publish(service, publication(), lay_foundation=False)
    put_people(service)
    made = Patient(
        service=service,
        settings=Settings(),
        stack="muster",
        stacks=body,
        wall_clock=body,
        estate=body,
        roles=body,
        quotas=body,
        event_rules=body,
        queues=body,
        functions=body,
        alarms=body,
        slack=body,
        pack=lambda: (PACK,),
        compiled=lambda _plan: DOCUMENTS,
        rules=("muster-from-muster",),
        scopes=SCOPES,
    )
    return made, body


def found(made):
    """What the doctor finds in a patient, of every check."""
    return list(examine(made))
