"""What a person may ask for where a plan is written: plain values that dialogs make and actions take."""

from collections.abc import Mapping
from dataclasses import dataclass

from portfolio.plans import Content, Part


@dataclass(frozen=True, slots=True, kw_only=True)
class SavePlan:
    """One part of the plan as typed. `revision` is the version that was seen, 0 for none.

    `people` holds object ids or typed names by input id (delivery_lead; owner.<kind>): who they are is for the record to
    say, so `content` names nobody.
    """

    initiative: str
    part: Part
    revision: int
    content: Content
    people: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackPlan:
    """One part is not so any more."""

    initiative: str
    part: Part
    revision: int
