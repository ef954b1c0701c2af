"""The demo with a chat: an embedded AWS, an embedded Slack and the bot between them."""
