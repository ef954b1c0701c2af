"""What an app shows in the embedded Slack, as small as it may be."""

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}}
MODAL = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Drill"},
    "blocks": [SECTION],
}
