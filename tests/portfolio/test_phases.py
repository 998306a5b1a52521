"""A phase is derived from outputs that exist, and not left without them (FEATURES E9)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.phases import INITIATIVE, ORDER, PROGRAMME, Output, Path, Phase, standing

_PATHS = st.sampled_from([PROGRAMME, INITIATIVE])
_THERE = st.frozensets(st.sampled_from(Output))


@given(_PATHS, _THERE, st.sampled_from(Phase))
def test_a_phase_is_left_only_with_all_its_outputs_or_named_as_skipped(
    path: Path, there: frozenset[Output], entered: Phase
) -> None:
    found = standing(path, there, entered)
    before = ORDER[: ORDER.index(found.phase)]
    assert set(found.skipped) == {phase for phase in before if not set(path[phase]) <= there}
    if entered is Phase.DISCOVER:
        assert found.skipped == ()
    assert (found.next is None) == all(set(outputs) <= there for outputs in path.values())
    assert found.next is None or found.next not in there


@given(_PATHS, _THERE, st.sampled_from(Output))
def test_one_output_more_never_leads_back(path: Path, there: frozenset[Output], more: Output) -> None:
    def at(outputs: frozenset[Output]) -> int:
        return ORDER.index(standing(path, outputs).phase)

    assert at(there) <= at(there | {more})


def test_without_its_roadmap_the_programme_is_back_in_map() -> None:
    everything = frozenset(Output)
    assert standing(PROGRAMME, everything).phase is Phase.OPTIMIZE and standing(PROGRAMME, everything).next is None
    found = standing(PROGRAMME, everything - {Output.ROADMAP})
    assert (found.phase, found.missing, found.next) == (Phase.MAP, (Output.ROADMAP,), Output.ROADMAP)


@pytest.mark.parametrize(("there", "skipped"), [({Output.WATCHED}, (Phase.MAP,)), (set(), (Phase.DISCOVER, Phase.MAP))])
def test_a_pilot_that_skipped_phases_is_activated_and_says_so(there: set[Output], skipped: tuple[Phase, ...]) -> None:
    found = standing(INITIATIVE, there, Phase.ACTIVATE)
    assert (found.phase, found.skipped, found.next) == (Phase.ACTIVATE, skipped, Output.LOCKED)
