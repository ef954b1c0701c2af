"""`time` and `datetime` on the virtual clock, for scripts. Their time zone is UTC, as in SSM."""

import datetime as dt
import time
from collections.abc import Callable
from types import ModuleType
from typing import Any, Self

Now = Callable[[], float]


def time_module(now: Now, sleep: Callable[[float], None]) -> ModuleType:
    """A module like `time` whose present, and whose `sleep`, are virtual."""

    def moment(seconds: float | None = None) -> time.struct_time:
        return time.gmtime(now() if seconds is None else seconds)

    def strftime(text: str, at: Any = None) -> str:
        return time.strftime(text, moment() if at is None else at)

    def asctime(at: Any = None) -> str:
        return time.asctime(moment() if at is None else at)

    return _like(
        time,
        time=now,
        time_ns=lambda: int(now() * 1e9),
        monotonic=now,
        monotonic_ns=lambda: int(now() * 1e9),
        perf_counter=now,
        perf_counter_ns=lambda: int(now() * 1e9),
        sleep=sleep,
        gmtime=moment,
        localtime=moment,
        strftime=strftime,
        asctime=asctime,
        ctime=lambda seconds=None: asctime(moment(seconds)),
        timezone=0,
        altzone=0,
        daylight=0,
        tzname=("UTC", "UTC"),
    )


def datetime_module(now: Now) -> ModuleType:
    """A module like `datetime` whose classes know the virtual present.

    Real dates and times are instances of these classes, too.
    """

    class VirtualDate(dt.date, metaclass=_RealDate):
        @classmethod
        def today(cls) -> Self:
            return cls.fromtimestamp(now())

        @classmethod
        def fromtimestamp(cls, seconds: float, /) -> Self:
            day = dt.datetime.fromtimestamp(seconds, dt.UTC)
            return cls(day.year, day.month, day.day)

    class VirtualDatetime(dt.datetime, metaclass=_RealDatetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Self:
            moment = cls.fromtimestamp(now(), tz or dt.UTC)
            return moment if tz else moment.replace(tzinfo=None)

        @classmethod
        def today(cls) -> Self:
            return cls.now()

        @classmethod
        def utcnow(cls) -> Self:
            return cls.now()

    VirtualDate.__name__, VirtualDatetime.__name__ = "date", "datetime"
    return _like(dt, date=VirtualDate, datetime=VirtualDatetime)


class _RealDate(type):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, dt.date)


class _RealDatetime(type):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, dt.datetime)


def _like(real: ModuleType, **changed: Any) -> ModuleType:
    module = ModuleType(real.__name__, real.__doc__)
    module.__dict__.update(vars(real), **changed)
    return module
