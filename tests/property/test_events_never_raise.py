"""Whatever lies in the queue, the consumer digests it."""

import json

from fakes.hearing import SAMPLES, FakeAnnouncer, FakeRecoveryService, messages, sample
from fakes.muster_service import RUN, fake_service, put_gate, put_run, put_wave
from hypothesis import given
from hypothesis import strategies as st

from eventbridge.consumer import Consumer
from eventbridge.rejection import Reason, Rejection
from eventbridge.translate import KINDS, translate
from muster.service import events
from muster.service.hearing import Message
from muster.service.reactions.reactor import Reactor

NAMES = sorted(path.stem for path in SAMPLES.glob("*.json"))
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)
WORDS = st.sampled_from(
    [RUN, "", "databases", "applications", "run", "#", "<!channel>", "Canceled"]
)


@st.composite
def almost_events(draw):
    """An event of a known kind, one part of which is something else."""
    event = json.loads(sample(draw(st.sampled_from(NAMES))))
    place = draw(st.sampled_from([event, event["detail"]]))
    key = draw(st.sampled_from(sorted(place)))
    place[key] = draw(WORDS | ANYTHING)
    if draw(st.booleans()):
        del place[draw(st.sampled_from(sorted(place)))]
    return json.dumps(event)


@st.composite
def of_a_known_kind(draw):
    """Any detail under the name of a known kind."""
    source, kind = draw(st.sampled_from(sorted(KINDS)))
    whole = {"source": source, "detail-type": kind, "detail": draw(ANYTHING)}
    return json.dumps({**json.loads(sample("drs_stalled")), **whole})


BODIES = st.text() | ANYTHING.map(json.dumps) | almost_events() | of_a_known_kind()


def consumer():
    service = fake_service()
    put_run(service)
    put_wave(service, "databases", state="failed")
    put_gate(service, "applications")
    reactor = Reactor(service.table, FakeRecoveryService(), FakeAnnouncer(), service.clock)
    return Consumer(reactor, own_role="muster-automation")


@given(BODIES)
def test_every_text_is_an_event_or_a_named_rejection(text):
    made = translate(text, own_role="muster-automation")

    assert isinstance(made, Rejection | events.Event)
    if isinstance(made, Rejection):
        assert made.reason in Reason
        assert len(made.about) <= 600


@given(st.lists(BODIES, max_size=10), st.integers(min_value=0, max_value=9))
def test_every_batch_is_digested_and_accounted_for(bodies, receives):
    batch = [Message(m.message, m.body, receives=receives) for m in messages(*bodies)]

    digest = consumer().digest(batch)

    assert sum(digest.fates.values()) == len(bodies)
    assert digest.keep <= {message.message for message in batch}
    assert receives > 5 or not digest.keep
