"""The form that starts following a group's use."""

from collections.abc import Mapping
from dataclasses import dataclass

from portfolio.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowForm:
    """Which initiative, which group, which product. `values` are answers just refused, by input id."""

    values: Mapping[str, str]
    problems: tuple[Problem, ...]
