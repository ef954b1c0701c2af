"""What an app shows in the embedded Slack: the least that is legal, and a modal as a bot has it."""

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}}
MODAL = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Drill"},
    "blocks": [SECTION],
}


def plain(text):
    return {"type": "plain_text", "text": text}


def button(action_id, label, **more):
    return {"type": "button", "action_id": action_id, "text": plain(label), "value": "v"} | more


BUTTONS = {
    "type": "actions",
    "block_id": "gate",
    "elements": [button("approve", "Approve"), button("reject", "Reject")],
}
REASON = {
    "type": "input",
    "block_id": "reason",
    "label": plain("Reason"),
    "element": {"type": "plain_text_input", "action_id": "why", "min_length": 3},
}
WHEN = {
    "type": "input",
    "block_id": "when",
    "optional": True,
    "label": plain("Point in time"),
    "element": {
        "type": "static_select",
        "action_id": "point",
        "options": [
            {"text": plain("Latest"), "value": "latest"},
            {"text": plain("1 hour ago"), "value": "1h"},
        ],
    },
}


def modal(*blocks, **more):
    shown = {"type": "modal", "title": plain("Drill"), "submit": plain("Start")}
    return shown | {"blocks": list(blocks) or [REASON, WHEN]} | more


def opened(stage, view=None):
    """Ana has a modal open."""
    stage.slack.act_as("ana").command("/dr", "drill payments")
    trigger = stage.app.requests[-1]["content"]["trigger_id"]
    stage.app.requests.clear()
    return stage.call("views.open", trigger_id=trigger, view=view or modal())["view"]
