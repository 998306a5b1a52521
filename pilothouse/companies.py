"""The company at a moment: the settings, and the public holidays of the years around it."""

from collections.abc import Callable
from datetime import datetime

from pilothouse.holidays import holidays_around
from pilothouse.settings import PREFIX, BadSettings, Settings
from portfolio.calendar import local_date
from portfolio.company import Company
from portfolio.errors import Refused, problem


def company_at(settings: Settings) -> Callable[[datetime], Company]:
    """A function of the time, cheap to call. BadSettings at once when the holidays' country is unknown."""
    country, _, part = settings.holidays.partition("-")

    def at(now: datetime) -> Company:
        return Company(
            zone=settings.zone, language=settings.language,
            holidays=holidays_around(local_date(now, settings.zone), country, part), default=settings.default,
            policy=settings.policy, roles=settings.roles, paused=False, directory=settings.graph is not None,
        )

    return at


def checked(at: Callable[[datetime], Company], now: datetime) -> Callable[[datetime], Company]:
    """The same function, tried once. BadSettings when the settings' country or part of it is unknown."""
    try:
        at(now)
    except Refused as error:
        raise BadSettings([problem(f"{PREFIX}HOLIDAYS", error.code, **error.params)]) from None
    return at
