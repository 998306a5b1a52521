"""No figure about fewer than 10 people, complements included (R13)."""

from collections.abc import Sequence

LEAST = 10


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
