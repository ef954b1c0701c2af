"""Whatever a plan, a server or a person is called: Slack sees no mention, no link, no bad block."""

import re

from fakes.bot_stories import PEOPLE, SCENES, Scene, approving, asking
from fakes.muster_service import NOW, put_server
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.telling.sheets import sheets
from bot.views.answers.said import sorry
from bot.views.answers.servers import Assigned, ShownServer, servers_answer
from bot.views.board import board_message
from bot.views.home.home import home_view
from bot.views.home.sight import HomeSight
from bot.views.limits import cut, cut_bytes, fitting
from bot.views.modals.small import telling_modal
from bot.views.texts import JOINER, code, plain, sentence
from muster.embedded.slack.blocks import validate_message, validate_view
from muster.embedded.slack.render.mrkdwn import STYLE, TOKENS
from muster.model.people import People
from muster.service.acting.values import SourceServer
from muster.service.reading.plans import PublishedPlan
from muster.service.reading.runs import ListedRun

OURS = re.compile(
    r"<!date\^\d+\^[^|<>]*\|[^<>]*>"
    r"|<https://[a-z0-9-]+\.console\.aws\.amazon\.com/[^|<>]+\|[A-Za-z0-9 ]+>"
)
CODE = re.compile(r"`[^`]*`")  # nothing in it means anything to Slack but < and >
CALLED = re.compile(r"<@U0(?:APPROVER|ONCALL0|OPERATOR)>")
NASTY = [
    "<!channel>",
    "<@U0ANYBODY>",
    "<https://evil.example|click here>",
    "https://evil.example/x",
    "mailto:a@evil.example",
    "@here @channel #general",
    "*bold* _italic_ ~gone~ `code` ```fence```",
    "> quote",
    "a\n\n```\n<!here>",
    ":rotating_light: :boom:",
    "&lt;!channel&gt; &amp;",
    "\u202eright to left\u202c \u0000 \ud800",
    "{{ global:DATE }}",
    "x" * 5000,
    "<" * 3000,
    "`" * 301,
]
hostile = st.one_of(
    st.sampled_from(NASTY),
    st.text(alphabet=st.sampled_from("<>@#!&|*_~`:/. \nabcU0"), max_size=60),
    st.text(max_size=300),
)


@given(hostile)
@example("&amp;lt;!channel&amp;gt;")
def test_escaped_text_has_no_syntax_of_its_own(text):
    for made in (plain(text), code(text), sentence(text)):
        assert "<" not in made
        assert ">" not in made
        assert "\n" not in made
        tokens = [m for m in TOKENS.finditer(made) if m.lastgroup != "code"]
        assert tokens == []
    assert not STYLE.search(plain(text))
    assert not plain(text).startswith("&gt;")


@given(hostile)
def test_nothing_readable_is_lost(text):
    words = re.findall(r"[A-Za-z0-9]+", text[:50])

    assert re.findall(r"[A-Za-z0-9]+", _unescaped(plain(text)))[: len(words) - 1] == words[:-1]


@given(hostile, st.integers(1, 400))
def test_a_cut_text_is_short_and_no_entity_or_code_is_torn(text, most):
    made = cut(plain(text) + " " + code(text) + " <@U0APPROVER>", most)

    assert len(made) <= most
    assert not re.search(r"&[a-z]{0,3}$|<[^>]*$", made.removesuffix("…"))
    assert made.count("`") % 2 == 0


@given(st.text(max_size=3000))
def test_an_edited_text_has_at_most_4000_bytes(text):
    assert len(cut_bytes(plain(text, 5000)).encode()) <= 4000


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=200), min_size=1, max_size=60))
def test_lines_that_do_not_fit_are_counted(listed):
    made = fitting(listed, 500)

    assert len(made) <= 500
    shown = made.split("\n")
    told = re.fullmatch(r"… and (\d+) more", shown[-1])
    assert len(shown) - bool(told) + (int(told[1]) if told else 0) == len(listed)


@settings(max_examples=25)
@given(hostile, hostile, st.sampled_from(sorted(SCENES)))
def test_no_message_of_a_run_carries_what_others_wrote(name, reason, state):
    for scene in (SCENES[state](), asking(), approving()):
        _spoil(scene, name, reason)
        for sheet in sheets(scene.story(), {}):
            shown = {"text": sheet.message.text, "blocks": sheet.message.blocks}
            assert validate_message(shown) == []
            _assert_tame(sheet.message.text)
            for text in (*_mrkdwn(shown["blocks"]), *_titles(shown["blocks"])):
                _assert_tame(text)


@settings(max_examples=25)
@given(hostile, hostile, st.sampled_from(sorted(SCENES)))
def test_neither_the_board_nor_home_carries_what_others_wrote(name, reason, state):
    stories = []
    for scene in (SCENES[state](), asking(), approving()):
        _spoil(scene, name, reason)
        stories.append(scene.story())
    listed = PublishedPlan("payments", "a", description=name, owner=reason)
    run = ListedRun("7f3a", "payments", "drill", NOW, state="succeeded", requester=name)
    people = People.model_validate(PEOPLE)
    me = people.person("oncall")
    sight = HomeSight(me, people, "T1", "U1", NOW, 90, tuple(stories), (listed,), {}, (run,))
    board, view = board_message(stories, NOW), home_view(sight)

    assert validate_message({"text": board.text, "blocks": board.blocks}) == []
    assert validate_view(view) == []
    for text in (*_mrkdwn(board.blocks), *_mrkdwn(view["blocks"])):
        _assert_tame(text)


@given(hostile, st.integers(0, 10**9))
def test_what_aws_says_of_servers_stays_tame(text, at):
    server = SourceServer("s-1", text, {text: text}, text, 1, (text, text))
    made = servers_answer([ShownServer(server, (Assigned("p", "g"),), at)], (text,), ("late",), at)

    assert validate_message({"text": made.text, "blocks": made.blocks}) == []
    for shown in _mrkdwn(made.blocks):
        _assert_tame(shown)


@given(hostile, hostile)
def test_a_refusal_and_a_modal_stay_whole(refusal, hint):
    message = sorry(refusal, hint)

    assert validate_message({"text": message.text, "blocks": message.blocks}) == []
    assert validate_view(telling_modal("Not done", [sentence(refusal) or "no"])) == []


def _spoil(scene: Scene, name: str, reason: str) -> None:
    table = scene.service.table
    for key in table.content:
        if key[1] == "RUN":
            held = {"held_why": reason, "held_by": name, "verdict": reason, "abort": reason}
            table.change(key, reason=reason, ticket=name, point_in_time=name, **held)
            table.change(key, findings=[{"level": "warn", "name": name, "text": reason}])
        if key[1].startswith("WAVE#"):
            table.change(key, reason=reason, waits_for=name)
        if key[1].startswith("GATE#"):
            table.change(key, asked=name, reason=reason, by=[name])
        if "SRV#" in key[1]:
            table.change(key, name=name, reason=reason)
    put_server(scene.service, "web", "s-00000000000000009", name=name, state="failed")
    scene.row(reason, who=name, at=NOW)


def _assert_tame(text: str) -> None:
    without_ours = CALLED.sub("", OURS.sub("", text))
    assert "<" not in without_ours
    assert ">" not in without_ours
    left = CODE.sub("", without_ours)
    assert not re.search(r"(?<!/)https?://", left.replace(f":{JOINER}//", ""))


def _titles(blocks):
    tasks = [task for block in blocks for task in block.get("tasks", ())]
    return [task["title"] for task in tasks]


def _mrkdwn(value):
    if isinstance(value, dict):
        if value.get("type") == "mrkdwn":
            assert value["verbatim"] is True
            yield value["text"]
        for inner in value.values():
            yield from _mrkdwn(inner)
    if isinstance(value, list):
        for inner in value:
            yield from _mrkdwn(inner)


def _unescaped(text: str) -> str:
    for entity in ("&amp;", "&lt;", "&gt;"):
        text = text.replace(entity, " ")
    return text.replace(JOINER, "")


def test_what_is_said_of_a_hostile_server_stays_readable():
    assert plain("<!here> *x* a_b") == "&lt;!here&gt; \u2217x\u2217 a_b"
