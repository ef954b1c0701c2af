"""Hypothesis strategies for valid plans, and the YAML that stands for them.

    from strategies.plans import recovery_plans, written

`recovery_plans()` draws models, `documents()` plan files as plain data, `written(document)` the
YAML text of one, `document_of(plan)` the way back from a model.
"""

import json

from hypothesis import strategies as st

from muster.model.durations import format_duration
from muster.model.plan import RecoveryPlan
from muster.model.reading.draft import folded
from muster.model.text import EXPANSION, first_unprintable

AWKWARD = (
    "NO", "on", "y", "1:30", "012345", "1e3", "0x1F", "null", "~", "", "a: b", "# not a comment",
    "- item", "'", '"', "\\", "`x`", "@here", "%d", "!tag", "&a", "*a", "<<", "{x}", "}}", "[", "|",
    "😀", "👩\u200d🚒", "Zürich", "日本", "عربى", "<% x %>", "${HOME}", "$(id)", "<!channel>",
)  # fmt: skip

NAMES = (
    "a", "B", "z9", "databases", "applications", "web", "switch-traffic", "Cache_1", "queue-2",
    "x--y", "trailing-", "trailing_2_", "NULL", "No", "true", "on", "e1", "Inf", "end", "class",
    "drill", "recovery", "muster", "a1b2c3", "Region-1", "mail", "search", "sap-hana-prod-01",
    "long-name-of-a-wave-in-a-plan-of-a-firm",
)  # fmt: skip

_DURATION_KEYS = {"rto", "rpo", "expires", "wait", "timeout", "deadline", "queue"}
_ALIASES = {"modes": "in", "source": "from", "approvers": "from", "function": "lambda"}


def names():
    """Names of plans, waves and groups."""
    return st.sampled_from(NAMES)


_ANYTHING = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" "))


def lines(longest=60, shortest=1):
    """Text that a plan may hold: any script, emoji, words and signs that mean something to YAML."""
    mixed = st.sampled_from(AWKWARD) | st.builds("{}{}".format, st.sampled_from(AWKWARD), _ANYTHING)
    return mixed.filter(
        lambda text: (
            shortest <= len(text) <= longest
            and first_unprintable(text) is None
            and EXPANSION not in text
        )
    )


def durations(least, most):
    """Durations as a plan writes them."""
    return st.integers(least, most).map(format_duration)


def modes():
    """`in:` of approvals and hooks."""
    return st.sampled_from([["drill"], ["recovery"], ["drill", "recovery"], ["recovery", "drill"]])


def people_groups():
    """Groups of people."""
    return names().map("@{}".format)


def approvals():
    """Approvals."""
    return st.fixed_dictionaries(
        {"in": modes(), "from": people_groups()},
        optional={
            "count": st.integers(1, 10),
            "expires": durations(60, 86_400),
            "requester": st.sampled_from(["refuse", "allow"]),
            "on_retry": st.sampled_from(["stand", "ask"]),
        },
    )


def parameters():
    """Parameters of a hook."""
    values = lines(shortest=0) | st.lists(lines(shortest=0), max_size=3)
    return st.dictionaries(names(), values, max_size=3)


def hooks():
    """Hooks of both kinds."""
    common = {
        "on_failure": st.sampled_from(["fail", "continue"]),
        "parameters": parameters(),
    }
    target = names().map("check-{}".format)
    return st.fixed_dictionaries(
        {"runbook": target, "in": modes()}, optional={"timeout": durations(10, 14_400), **common}
    ) | st.fixed_dictionaries(
        {"lambda": target, "in": modes()}, optional={"timeout": durations(10, 300), **common}
    )


def commands():
    """Hooks that run a command."""
    line = lines(500) | st.just("join ${muster.instance_id} $HOME")
    return st.fixed_dictionaries(
        {"command": line, "in": modes()}, optional={"timeout": durations(10, 480)}
    )


def health_checks():
    """Health checks of all kinds."""
    patience = {"deadline": durations(30, 14_400), "retries": st.integers(0, 1000)}
    source = {"from": st.sampled_from(["instance", "probe", "probe:live"])}
    ports = st.integers(1, 65_535)
    answer = {
        "path": st.sampled_from(["/", "/health", "/ready?deep=1"]),
        "status": st.lists(st.integers(100, 599), min_size=1, max_size=2),
    }
    return (
        st.sampled_from(["ec2-status", "ssm-agent"])
        | st.fixed_dictionaries({"tcp": ports}, optional={**patience, **source})
        | st.fixed_dictionaries({"http": ports}, optional={**patience, **source, **answer})
        | st.fixed_dictionaries({"https": ports}, optional={**patience, **answer})
        | st.fixed_dictionaries({"command": lines(500)}, optional=patience)
    )


def _server_ids():
    return st.integers(0, 16**17 - 1).map("s-{:017x}".format)


@st.composite
def _groups(draw, group_names):
    """Groups that share no server: ids are distinct, and one tag has a value for each."""
    ids = iter(draw(st.lists(_server_ids(), min_size=12, max_size=12, unique=True)))
    return {name: draw(_group(name, ids)) for name in group_names}


@st.composite
def _group(draw, name, ids):
    if draw(st.booleans()):
        servers = [server for server, _ in zip(ids, range(draw(st.integers(1, 3))), strict=False)]
        group = {"servers": servers} if servers else {"tags": {"Group": name}}
    else:
        more = draw(st.dictionaries(lines(), lines(shortest=0), max_size=2))
        group = {"tags": {**more, "Group": name}}
    if "servers" in group:
        group |= draw(_weights(group["servers"]))
    else:
        group |= draw(st.sampled_from([{}, {"expect": 2}, {"expect": {"min": 1, "max": 9}}]))
    return group


def _weights(servers):
    return st.sampled_from(
        [{}, {"expect": len(servers)}, {"critical": servers[:1]}, {"optional": servers}]
    )


@st.composite
def _waves(draw, wave_names, group_names):
    """Waves that need only earlier ones, in any order of the file."""
    left = list(group_names)
    waves = []
    for position, name in enumerate(wave_names):
        is_last = position == len(wave_names) - 1
        taken = left if is_last else left[: draw(st.integers(0, len(left)))]
        left = left[len(taken) :]
        waves.append(draw(_wave(name, wave_names[:position], list(taken))))
    return draw(st.permutations(waves))


@st.composite
def _wave(draw, name, earlier, group_names):
    wave = {"wave": name}
    if earlier and draw(st.booleans()):
        wave["needs"] = draw(st.lists(st.sampled_from(earlier), min_size=1, unique=True))
    few_hooks = st.lists(hooks(), min_size=1, max_size=2)
    wave |= draw(
        st.fixed_dictionaries(
            {},
            optional={
                "wait": durations(0, 43_200),
                "approval": approvals(),
                "before": few_hooks,
                "after": few_hooks,
                "timeout": durations(300, 43_200),
                "failure": st.fixed_dictionaries(
                    {},
                    optional={
                        "tolerate": st.integers(0, 9) | st.sampled_from(["0%", "10%", "100%"]),
                        "then": st.sampled_from(["ask", "continue", "abort"]),
                    },
                ),
            },
        )
    )
    if group_names:
        health = draw(st.lists(health_checks(), max_size=3, unique_by=repr))
        after = draw(st.lists(hooks() | commands(), max_size=2))
        wave |= {"health": health} if health else {}
        wave |= {"after": after} if after else {}
        wave |= draw(st.sampled_from([{}, {"launch": "sequential"}, {"queue": "2h"}]))
        return wave | {"groups": group_names}
    return wave | {"run": draw(few_hooks)}


def _distinct(least, most):
    return st.lists(names(), min_size=least, max_size=most, unique_by=folded)


@st.composite
def documents(draw, most_waves=5, most_groups=5):
    """Plan files as plain data: what a YAML reader would make of them."""
    group_names = draw(_distinct(0, most_groups))
    wave_names = draw(_distinct(1, most_waves))
    document = draw(
        st.fixed_dictionaries(
            {
                "plan": names(),
                "target": st.fixed_dictionaries(
                    {
                        "region": st.sampled_from(["us-west-2", "eu-central-1", "us-gov-west-1"]),
                        "account": st.integers(0, 10**12 - 1).map("{:012}".format),
                    }
                ),
                "objectives": st.fixed_dictionaries(
                    {"rto": durations(60, 86_400), "rpo": durations(1, 86_400)}
                ),
            },
            optional={
                "description": lines(),
                "owner": people_groups(),
                "priority": st.integers(1, 5),
                "approval": approvals(),
                "before": st.lists(hooks(), min_size=1, max_size=2),
                "after": st.lists(hooks() | commands(), min_size=1, max_size=2),
            },
        )
    )
    if group_names:
        document["groups"] = draw(_groups(group_names))
    return document | {"waves": draw(_waves(wave_names, group_names))}


def recovery_plans(most_waves=5, most_groups=5):
    """Valid plans as models."""
    return documents(most_waves, most_groups).map(RecoveryPlan.model_validate)


def written(document, *, flow=False):
    """The YAML text of a document: block style with quotes, or one line of JSON."""
    if flow or not isinstance(document, dict | list) or not document:
        return json.dumps(document, ensure_ascii=False)
    return "\n".join(_block(document)) + "\n"


def _block(value, indent=""):
    """The lines of a non-empty list or mapping."""
    if isinstance(value, list):
        entries = [(f"{indent}-", part) for part in value]
    else:
        entries = [(f"{indent}{json.dumps(k, ensure_ascii=False)}:", v) for k, v in value.items()]
    for head, part in entries:
        if isinstance(part, dict | list) and part:
            yield head
            yield from _block(part, indent + "  ")
        else:
            yield f"{head} {json.dumps(part, ensure_ascii=False)}"


def document_of(plan):
    """The plan file, as plain data, that says what the model `plan` says."""
    return _as_written(plan.model_dump(mode="json", by_alias=False, exclude_defaults=True))


def _as_written(value, key=""):
    if isinstance(value, dict):
        keyed = {name: _as_written(part, name) for name, part in value.items()}
        is_free = key in {"tags", "parameters", "groups"}
        return keyed if is_free else {_ALIASES.get(n, n): part for n, part in keyed.items()}
    if isinstance(value, list):
        return [_as_written(part) for part in value]
    is_duration = key in _DURATION_KEYS and isinstance(value, int)
    return format_duration(value) if is_duration else value
