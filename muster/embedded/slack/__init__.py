"""An embedded Slack: Web API, signed requests, and a page that looks like a channel.

Start with `host.EmbeddedSlack`; `blocks` stands alone and needs no server.
"""
