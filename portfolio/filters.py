"""What of a portfolio somebody wants to see, and in which order (A9)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portfolio.conditions import Condition
from portfolio.errors import Invalid
from portfolio.initiatives import Stage

LONGEST = 100
"""Characters of a text that is looked for."""


class Sort(StrEnum):
    """GATE: the decision that is owed first, what owes none last."""

    GATE = "gate"
    NAME = "name"
    STAGE = "stage"
    SPONSOR = "sponsor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """None and "" leave nothing out. `sponsor` and `text` are words, or how they begin."""

    condition: Condition | None = None
    stage: Stage | None = None
    sponsor: str = ""
    text: str = ""
    sort: Sort = Sort.GATE

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return self != Filter(sort=self.sort)

    @property
    def said(self) -> Mapping[str, str]:
        """Everything that is not as it is without a filter, as text by name; `told` reads it again."""
        given = {
            "condition": self.condition or "", "stage": self.stage or "", "sponsor": self.sponsor, "text": self.text,
            "sort": "" if self.sort is Sort.GATE else self.sort,
        }
        return {name: str(value) for name, value in given.items() if value}


EVERYTHING = Filter()


def told(said: Mapping[str, str]) -> Filter:
    """A filter from text by name. Invalid "bad_card" for a condition, stage or order that there is not."""
    try:
        return Filter(
            condition=Condition(said["condition"]) if said.get("condition") else None,
            stage=Stage(said["stage"]) if said.get("stage") else None,
            sponsor=_short(said.get("sponsor", "")), text=_short(said.get("text", "")),
            sort=Sort(said.get("sort") or Sort.GATE),
        )
    except ValueError:
        raise Invalid(code="bad_card") from None


def _short(text: str) -> str:
    return " ".join(text.split())[:LONGEST].strip()
