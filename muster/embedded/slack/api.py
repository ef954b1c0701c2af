"""The door of the Web API: from an HTTP request to a method of the table and back."""

import json
from typing import Any

from werkzeug.wrappers import Request, Response

from muster.embedded.slack.errors import RateLimitedError, SlackError
from muster.embedded.slack.methods import METHODS
from muster.embedded.slack.methods.method import Method
from muster.embedded.slack.world import World

Json = dict[str, Any]
JSON_IN_FORMS = ("attachments", "blocks", "files", "message", "metadata", "view")


def answer(world: World, name: str, request: Request) -> Response:
    """The response to one call, faults and limits included."""
    with world.lock:
        if world.faults.outage:
            return Response("Service Unavailable", status=503)
        try:
            body = called(world, name, request)
        except RateLimitedError as error:
            return reply(refused(error), 429, {"Retry-After": str(error.retry_after)})
        except SlackError as error:
            return reply(refused(error))
        if world.faults.uses_up("lost_answers"):
            return Response("Internal Server Error", status=500)
        return reply({"ok": True, **body}, headers=scopes_of(world))


def called(world: World, name: str, request: Request) -> Json:
    """What the method gives back; SlackError for every refusal."""
    method = METHODS.get(name)
    if method is None:
        raise SlackError("unknown_method", req_method=name)
    args = arguments(request)
    check_token(world, method, token_of(request, args))
    if world.faults.limits(name):
        raise RateLimitedError(world.faults.retry_after)
    world.rates.call(name, method.per_minute, world.wall())
    return method.handler(world, args)


def arguments(request: Request) -> Json:
    """Query, form or JSON body as one mapping; JSON inside forms is decoded."""
    args: Json = {**request.args.to_dict(), **request.form.to_dict()}
    if request.mimetype == "application/json":
        args |= decoded(request.get_data(as_text=True) or "{}", "json_not_object", dict)
    for name in JSON_IN_FORMS:
        if isinstance(args.get(name), str):
            args[name] = decoded(args[name], f"invalid_{name}", (dict, list))
    return args


def decoded(text: str, otherwise: str, wanted: type | tuple[type, ...]) -> Any:
    """A JSON value of the wanted type; else SlackError."""
    try:
        value = json.loads(text)
    except ValueError:
        raise SlackError(otherwise) from None
    if not isinstance(value, wanted):
        raise SlackError(otherwise)
    return value


def token_of(request: Request, args: Json) -> str | None:
    """The token, from the header or the arguments."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    given = token if scheme.lower() == "bearer" else args.pop("token", None)
    return str(given) if given else None


def check_token(world: World, method: Method, token: str | None) -> None:
    """SlackError unless the token is the app's and has the scope."""
    if token is None:
        raise SlackError("not_authed")
    if token != world.app.token:
        raise SlackError("invalid_auth")
    if method.scope is not None and method.scope not in world.app.scopes:
        provided = ",".join(sorted(world.app.scopes))
        raise SlackError("missing_scope", needed=method.scope, provided=provided)


def scopes_of(world: World) -> dict[str, str]:
    """What the token may, as every answer says (docs.slack.dev, "Installing with OAuth")."""
    return {"X-OAuth-Scopes": ",".join(sorted(world.app.scopes))}


def refused(error: SlackError) -> Json:
    """The body of a refusal."""
    return {"ok": False, "error": error.code, **error.extra}


def reply(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """A JSON response."""
    return Response(
        json.dumps(body), status=status, headers=headers, content_type="application/json"
    )
