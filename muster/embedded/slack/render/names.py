"""What references in messages mean: `<@U…>`, `<#C…>`, `<!subteam^S…>`, `<!date^…>`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from muster.embedded.slack.render.html import link, tag


@dataclass(frozen=True)
class Names:
    """Names by id, and whose page it is: mentions of `me` stand out."""

    people: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    my_groups: frozenset[str] = frozenset()
    me: str = ""

    def person(self, user_id: str) -> Markup:
        """@Name of a person or the app."""
        name = self.people.get(user_id, user_id)
        return mention(f"@{name}", is_mine=user_id == self.me)

    def group(self, group_id: str) -> Markup:
        """@handle of a user group."""
        name = self.groups.get(group_id, group_id)
        return mention(f"@{name}", is_mine=group_id in self.my_groups)

    def channel(self, channel_id: str) -> Markup:
        """#name of a channel, which opens it."""
        name = self.channels.get(channel_id, channel_id)
        return tag(
            "button", f"#{name}", type="button", class_="mention", data_open_channel=channel_id
        )


def mention(text: str, *, is_mine: bool = False) -> Markup:
    """A name that somebody was called by."""
    return tag("span", text, class_="mention mine" if is_mine else "mention")


def broadcast(word: str) -> Markup:
    """@here, @channel, @everyone."""
    return mention(f"@{word}", is_mine=True)


def date(seconds: int, pattern: str, fallback: str, url: str = "") -> Markup:
    """A moment that the page shows in local time; until then, the fallback."""
    shown = tag("time", fallback or pattern, data_ts=seconds, data_format=pattern)
    return link(url, shown) if url else shown
