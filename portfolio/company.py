"""What is agreed once for a whole installation; parsed from settings at the rim and passed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portfolio.gates import DefaultDecision
from portfolio.people import Role
from portfolio.verdicts import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """`zone` and `language` serve channels and people whose client says nothing. `holidays` covers the years around now.

    `default` None: leadership chose no default, so no gate is ever decided by policy. `roles`: by Entra object id, lower
    case. `paused`: nothing is sent at all, for an invalid configuration or because an admin said so (R21). `directory`: the
    directory of the people who talk to the bot can be asked about them.
    """

    zone: str
    language: str
    holidays: frozenset[date]
    default: DefaultDecision | None
    policy: Policy
    roles: Mapping[str, frozenset[Role]]
    paused: bool
    directory: bool = False
