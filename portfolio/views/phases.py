"""Where the programme is on its path."""

from dataclasses import dataclass

from portfolio.phases import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class PhasesCard:
    """The programme's phase, what there is of each phase's outputs, and the next one to get."""

    standing: Standing
    in_channel: bool
