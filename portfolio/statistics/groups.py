"""No figure about fewer than 10 people, complements included (R13)."""

from collections.abc import Mapping

LEAST = 10


def withheld(groups: Mapping[str, int]) -> frozenset[str]:
    """The groups whose figures may not be shown, given how many people each has and that the total is known.

    Groups below 10 people are withheld. What the total minus the shown groups gives away has to be about 10 people too and
    about more than one group, so the smallest shown groups are withheld with them until it is (complementary suppression).
    """
    hidden = {name for name, people in groups.items() if people < LEAST}
    shown = sorted((name for name in groups if name not in hidden), key=lambda name: (groups[name], name))
    while hidden and shown and (len(hidden) < 2 or sum(groups[name] for name in hidden) < LEAST):
        hidden.add(shown.pop(0))
    return frozenset(hidden)


def showable(people: int, of: int) -> bool:
    """Whether a figure about `people` of a known total may be shown: they and the rest are 10 or more, or no rest."""
    return people >= LEAST and (people == of or of - people >= LEAST)
