"""Short notes: calls that no other message makes, and the step log in a run's thread."""

from collections.abc import Sequence

from bot.views.answers.said import in_full
from bot.views.blocks import actions, context, header, lines, section
from bot.views.limits import SECTION, oldest
from bot.views.message import Message, message
from bot.views.run.buttons import restart_button
from bot.views.run.gate_lines import MENTIONED, mentions
from bot.views.run.lines import as_of_line
from bot.views.story import Story
from bot.views.texts import mention, moment, plain, to_type
from muster.engine.counts import counted
from muster.model.people import Role
from muster.service.announcing import Call, CallKind
from muster.service.reading.history import Row

ROOM_BEFORE = 100
"""Characters kept for the line that says how many rows are not at hand."""

EMOJI = {
    CallKind.APPROVAL_WAITS: "hourglass",
    CallKind.APPROVAL_EXPIRES: "alarm_clock",
    CallKind.BREAK_GLASS: "closed_lock_with_key",
    CallKind.OUTSIDE_RECOVERY: "eyes",
    CallKind.REPLICATION_STALLED: "red_circle",
}


def call_message(call: Call, story: Story | None) -> Message:
    """A call to people about a run, or about what happened outside every run."""
    title = f"{call.kind.value[:1].upper()}{call.kind.value[1:]}"
    told, act = in_full(call.text), f"\n{in_full(call.act)}" if call.act else ""
    called = _called(call, story) if story is not None else ""
    body = [
        header(f":{EMOJI.get(call.kind, 'warning')}: {title}"),
        section(f"{called} {told}{act}".strip()),
    ]
    if story is not None and call.kind is CallKind.NO_DRIVER:
        body += actions(restart_button(story))
    if story is not None:
        body.append(context(as_of_line(story)))
    return message(f"{title}. {told} {called}".strip(), body)


def _called(call: Call, story: Story) -> str:
    """Who has to act: those who are asked, or, when they are silent, those who look after them."""
    if call.kind is CallKind.APPROVAL_EXPIRES:
        gates = [gate for gate in story.view.gates if gate.gate == call.about]
        return " ".join(mentions(story, gate) for gate in gates)
    if call.kind is CallKind.APPROVAL_WAITS and story.people:
        admins = [person for person in story.people.people if Role.ADMIN in person.every_role]
        people = (*story.people.members(story.run.owner), *admins)
        users = dict.fromkeys(person.slack.user for person in people if person.slack)
        return " ".join(mention(user) for user in list(users)[:MENTIONED])
    return ""


def restarted_message(story: Story) -> Message:
    """In place of how the run ended, once somebody has restarted it."""
    text = f"{story.what} had ended, and was restarted."
    return message(text, [section(f":arrows_counterclockwise: {text}")])


def thread_message(story: Story, rows: Sequence[Row], missed: int = 0) -> Message:
    """New rows of the record, for the thread under the run's message; `missed`: not at hand."""
    told = [row_line(story, row) for row in rows]
    whole = to_type(f"{story.doors.command} history {story.short}")
    before = [f"… {counted(missed, 'row')} before these: {whole}"] if missed else []
    return message(told[-1], [lines([*before, *told])])


def that_fit(story: Story, rows: Sequence[Row]) -> Sequence[Row]:
    """The first of the rows, as many as one message of the thread takes; at least one."""
    told = oldest((row_line(story, row) for row in rows), SECTION - ROOM_BEFORE)
    return rows[: max(len(told), 1)]


def row_line(story: Story, row: Row) -> str:
    """When, who, by which door, what."""
    who = "muster" if row.who in ("", "muster") else story.called(row.who)
    return f"{moment(row.at, '{time_secs}')} · {who} ({plain(row.door)}) · {plain(row.text)}"
