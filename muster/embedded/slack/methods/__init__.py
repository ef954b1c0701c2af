"""The Web API methods served: a file a family, and the table of all of them."""

from muster.embedded.slack.methods import (
    auth,
    blocks,
    bookmarks,
    chat,
    conversations,
    files,
    pins,
    reactions,
    usergroups,
    users,
    views,
)
from muster.embedded.slack.methods.method import Method

METHODS: dict[str, Method] = {
    **auth.METHODS,
    **blocks.METHODS,
    **bookmarks.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **pins.METHODS,
    **reactions.METHODS,
    **usergroups.METHODS,
    **users.METHODS,
    **views.METHODS,
}
