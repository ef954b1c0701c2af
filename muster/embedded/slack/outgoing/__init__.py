"""What people do, sent to the app as Slack sends it: signed, over HTTP, within three seconds."""
