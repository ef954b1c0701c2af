"""Moments and durations as the service writes them, and back."""

from datetime import UTC, datetime

from muster.embedded.aws.drs import errors

SECONDS_A_DAY, SECONDS_AN_HOUR, SECONDS_A_MINUTE = 86_400, 3_600, 60


def timestamp(moment: float) -> str:
    """Epoch seconds as `2022-12-07T19:15:38.846723+00:00`.

    The API model's pattern for `ISO8601DatetimeString` ends in `Z`; the service itself answers with
    an offset and microseconds (captured drill of 2022-12-07).
    """
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="microseconds")


def moment(text: str, field: str) -> float:
    """Epoch seconds of a caller's timestamp; no offset means UTC.

    Raises `ValidationException` naming `field` where the text names no real moment.
    """
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        raise errors.invalid(f"{text!r} is not a date and time", field) from None
    return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp()


def duration(seconds: float) -> str:
    """Seconds as the captured drill has durations: `P0D`, `PT45S`, `P2DT1H32M12.136909S`."""
    days, rest = divmod(max(seconds, 0.0), SECONDS_A_DAY)
    hours, rest = divmod(rest, SECONDS_AN_HOUR)
    minutes, rest = divmod(rest, SECONDS_A_MINUTE)
    parts = [
        f"{int(hours)}H" if hours else "",
        f"{int(minutes)}M" if minutes else "",
        f"{rest:.6f}".rstrip("0").rstrip(".") + "S" if rest else "",
    ]
    time = "".join(parts)
    day = f"{int(days)}D" if days or not time else ""
    return f"P{day}" + (f"T{time}" if time else "")
