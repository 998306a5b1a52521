"""Public holidays as a set of dates, from the library `holidays`, which is imported on first use."""

from datetime import date
from functools import cache

from portfolio.errors import Refused

BEFORE, AFTER = 1, 2
"""Years around now that are covered: a gate, a period or an override lies at most a year away."""


def holidays_around(today: date, country: str, subdivision: str = "") -> frozenset[date]:
    """The public holidays of last year to the year after next; none for the country "".

    `country` is an ISO 3166-1 code ("DE"), `subdivision` the code of a state or province ("BY"). Refused with
    "holidays_country" or "holidays_subdivision" when the library does not know it.
    """
    if not country:
        return frozenset()
    years = range(today.year - BEFORE, today.year + AFTER + 1)
    return frozenset[date]().union(*(_year(country, subdivision, year) for year in years))


@cache
def _year(country: str, subdivision: str, year: int) -> frozenset[date]:
    from holidays import country_holidays, list_supported_countries

    # The library looks the code up among all names it defines, so a name that is no country must not reach it.
    known = list_supported_countries(include_aliases=True)
    if country not in known:
        raise Refused("holidays_country", country=country)
    if subdivision and subdivision not in known[country]:
        raise Refused("holidays_subdivision", country=country, subdivision=subdivision)
    return frozenset(country_holidays(country, subdiv=subdivision or None, years=year))
