"""Discover, Map, Activate, Optimize: which phase something is in, by the outputs that exist (FEATURES E9).

DOMAIN.md has the path. Nothing is set by hand. A phase is left once each of its outputs is there, and entered again when one
is gone. What went on without an output of an earlier phase has skipped that phase: it says so and what that costs, and
nothing is stopped by it.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    """In their order."""

    DISCOVER = "discover"
    MAP = "map"
    ACTIVATE = "activate"
    OPTIMIZE = "optimize"


ORDER = tuple(Phase)


class Output(StrEnum):
    """What a phase leaves behind. The first eight are the programme's, the others one initiative's."""

    OBSERVED = "observed"               # a workflow as it is today, somebody watched it
    CONSTRAINTS = "constraints"         # the register of constraints has entries
    RANKED = "ranked"                   # opportunities with answers, in their order
    ROADMAP = "roadmap"                 # one that was accepted and is in force
    BASELINES = "baselines"             # an initiative whose rules and baseline are locked
    VERDICTS = "verdicts"               # an initiative whose evidence says something
    REPORTS = "reports"                 # leadership's post, in each of the last three months
    ROADMAP_UPDATED = "roadmap_updated"     # accepted anew within the last quarter
    WATCHED = "watched"                 # its workflow was observed
    PLACED = "placed"                   # it came from the register
    LOCKED = "locked"                   # its rules and baseline are locked
    INTEGRATED = "integrated"           # it works where the work is done
    DECIDED = "decided"                 # funded at a gate
    FOLLOWED = "followed"               # its number is still read afterwards


Path = Mapping[Phase, tuple[Output, ...]]
PROGRAMME: Path = {
    Phase.DISCOVER: (Output.OBSERVED, Output.CONSTRAINTS),
    Phase.MAP: (Output.RANKED, Output.ROADMAP),
    Phase.ACTIVATE: (Output.BASELINES, Output.VERDICTS),
    Phase.OPTIMIZE: (Output.REPORTS, Output.ROADMAP_UPDATED),
}
INITIATIVE: Path = {
    Phase.DISCOVER: (Output.WATCHED,),
    Phase.MAP: (Output.PLACED,),
    Phase.ACTIVATE: (Output.LOCKED, Output.INTEGRATED),
    Phase.OPTIMIZE: (Output.DECIDED, Output.FOLLOWED),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseMark:
    """One phase of a path: what there is of its outputs, and what is missing."""

    phase: Phase
    there: tuple[Output, ...]
    missing: tuple[Output, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where something is. `skipped` are phases before it with outputs missing; `next` the first output that is missing, in
    the order of the path from this phase on, then of what was skipped; None: everything is there."""

    phase: Phase
    marks: tuple[PhaseMark, ...]
    skipped: tuple[Phase, ...]
    next: Output | None

    @property
    def missing(self) -> tuple[Output, ...]:
        """What keeps it in its phase."""
        return next(mark.missing for mark in self.marks if mark.phase is self.phase)


def standing(path: Path, there: AbstractSet[Output], entered: Phase = Phase.DISCOVER) -> Standing:
    """The first phase with an output missing, the last one where none is; at least the one it has `entered` by what it does:
    a pilot in use is being activated whatever came before."""
    marks = tuple(
        PhaseMark(
            phase=phase, there=tuple(one for one in path[phase] if one in there),
            missing=tuple(one for one in path[phase] if one not in there),
        )
        for phase in ORDER
    )
    kept = next((mark.phase for mark in marks if mark.missing), Phase.OPTIMIZE)
    phase = max(kept, entered, key=ORDER.index)
    at = ORDER.index(phase)
    ahead = [one for mark in (*marks[at:], *marks[:at]) for one in mark.missing]
    skipped = tuple(mark.phase for mark in marks[:at] if mark.missing)
    return Standing(phase=phase, marks=marks, skipped=skipped, next=ahead[0] if ahead else None)
