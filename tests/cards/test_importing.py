"""Columns somebody chooses among."""

from cards.importing import labels


def test_headings_that_begin_alike_and_those_that_are_the_same_can_be_told_apart() -> None:
    long = "Section 4: Data and code: Does this AI use case "
    shown = labels(["Name", f"{long}involve personal\ndata?", f"{long}have an approval to operate?", "Other", "Other", ""])
    assert shown[0] == "Name" and shown[3:] == ["Other · 4", "Other · 5", ""]
    assert shown[1].endswith("involve personal data?") and shown[2].endswith("an approval to operate?")
    assert len(set(shown)) == len(shown) and max(map(len, shown)) <= 48
