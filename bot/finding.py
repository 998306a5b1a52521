"""Looking for initiatives: the list, the search, and what both carry from page to page."""

from dataclasses import replace

from actions import lists, searching
from bot.turn import Turn
from portfolio.filters import EVERYTHING, Filter
from portfolio.views.digest import PortfolioList
from portfolio.views.finding import SearchResults


def page(turn: Turn) -> int:
    """The page a button leads to."""
    number = turn.ids.get("page", "1")
    return int(number) if number.isdecimal() else 1


def portfolio(turn: Turn, filter: Filter = EVERYTHING) -> PortfolioList:
    """A page of the portfolio, fit for where it is shown."""
    return lists.portfolio(turn.tx, turn.actor, page(turn), turn.now, filter, aloud=turn.channel is not None)


def search(turn: Turn, text: str) -> SearchResults:
    """A page of what was found."""
    return replace(searching.search(turn.tx, turn.actor, text, page(turn), turn.now), in_channel=turn.channel is not None)
