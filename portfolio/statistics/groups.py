"""No figure about fewer than 10 people, complements included (R13)."""

from collections.abc import Mapping, Sequence

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


def apart(counts: Sequence[int]) -> list[bool]:
    """Which of some counts of people in the same group may be shown together, the first ones rather than the later ones.

    One that is shown is about 10 people or more, and so is its difference from every other that is, unless both are the
    same. (Counts of a group and of parts of it: what lies between two of them is a part, too.)
    """
    kept: list[int] = []
    shown = []
    for people in counts:
        fine = people >= LEAST and all(people == other or abs(people - other) >= LEAST for other in kept)
        shown.append(fine)
        if fine:
            kept.append(people)
    return shown
