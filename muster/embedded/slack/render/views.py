"""A modal or Home tab as HTML."""

from markupsafe import Markup

from muster.embedded.slack.modals import View
from muster.embedded.slack.render.blocks import blocks
from muster.embedded.slack.render.html import join, tag
from muster.embedded.slack.render.names import Names
from muster.embedded.slack.render.texts import words


def modal(view: View, app_name: str, names: Names) -> Markup:
    """A dialog: title, blocks, Close and Submit."""
    close = words(view.payload.get("close")) or "Close"
    buttons = [tag("button", close, type="button", class_="button", data_close=True)]
    if "submit" in view.payload:
        submit = words(view.payload["submit"])
        buttons.append(tag("button", submit, type="submit", class_="button primary"))
    title = tag("h2", view.title, id="modal-title")
    cross = tag("button", "×", type="button", class_="cross", data_close=True, aria_label="Close")  # noqa: RUF001 - the sign on the button
    return join(
        tag("header", title, tag("span", app_name, class_="modal-app"), cross),
        tag("div", blocks(view.payload["blocks"], names), class_="modal-body"),
        tag("p", class_="mark", role="alert", data_view_mark=True),
        tag("footer", *buttons),
    )


def home(view: View | None, names: Names) -> Markup:
    """The Home tab; a line if the app has published none."""
    if view is None:
        return tag("p", "The app has published no Home tab for you.", class_="note")
    warning = tag("p", view.mark, class_="mark", role="alert") if view.mark else Markup("")
    return warning + blocks(view.payload["blocks"], names)
