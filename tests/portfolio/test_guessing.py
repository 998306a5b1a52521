"""Which columns are meant: guessed from types and names, never two things of one column, and nothing out of thin air."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.guessing import guess, how_for, shape_for
from portfolio.lookups import ColumnSeen
from portfolio.metrics import Family
from portfolio.observations import Shape
from portfolio.sources import FITS, How

TYPES = (None, "dateTime", "number", "boolean", "personOrGroup", "choice", "text")


def columns(*names: str) -> list[ColumnSeen]:
    """Of a file: names only. "Opened:dateTime" of a list."""
    made = []
    for name in names:
        shown, _, type = name.partition(":")
        made.append(ColumnSeen(name=shown, shown=shown, type=type or None))
    return made


@pytest.mark.parametrize(("shape", "names", "expected"), [
    (Shape.CASE, ["Case", "Received", "First draft", "Who", "Practice"],
     {"start": "Received", "end": "First draft", "person": "Who", "kind": "Practice", "key": "Case"}),
    (Shape.CASE, ["Vorgang", "Eingang", "Abschluss", "Bearbeiter", "Art"],
     {"start": "Eingang", "end": "Abschluss", "person": "Bearbeiter", "kind": "Art", "key": "Vorgang"}),
    (Shape.CASE, ["Title:text", "Opened:dateTime", "Closed:dateTime", "Modified:dateTime", "Handler:personOrGroup",
                  "Status:choice"], {"start": "Opened", "end": "Closed", "person": "Handler"}),
    (Shape.NUMBER, ["Created:dateTime", "Hours spent:number", "Team:choice"],
     {"at": "Created", "value": "Hours spent", "kind": "Team"}),
    (Shape.NUMBER, ["Monat", "Betrag"], {"at": "Monat", "value": "Betrag"}),
    (Shape.YES_NO, ["Day:dateTime", "Checked:boolean"], {"at": "Day", "value": "Checked"}),
    (Shape.CASE, ["Foo", "Bar"], {}),
    (Shape.CASE, ["Closed:text", "Opened:text"], {}),
])  # fmt: skip
def test_columns_are_guessed_from_their_types_and_names(shape: Shape, names: list[str], expected: dict[str, str]) -> None:
    found = guess(columns(*names), shape, keyed=":" not in names[0])
    named = {field: getattr(found, field) for field in ("start", "end", "at", "value", "person", "kind", "key")}
    assert {field: name for field, name in named.items() if name is not None} == expected


@given(
    st.lists(st.tuples(st.text(max_size=15), st.sampled_from(TYPES)), max_size=12, unique_by=lambda one: one[0]),
    st.sampled_from(Shape), st.booleans(),
)
def test_no_column_is_guessed_twice_and_each_is_there(seen: list[tuple[str, str]], shape: Shape, keyed: bool) -> None:
    known = [ColumnSeen(name=name, shown=name, type=type) for name, type in seen]
    found = guess(known, shape, keyed=keyed)
    names = [name for field in ("start", "end", "at", "value", "person", "kind", "key")
             if (name := getattr(found, field)) is not None]  # fmt: skip
    assert len(names) == len(set(names)) and set(names) <= {one.name for one in known}


@pytest.mark.parametrize("family", Family)
def test_what_the_rows_are_guessed_to_be_can_be_judged(family: Family) -> None:
    shape = shape_for(family, columns("Opened"))
    assert how_for(family, shape) in FITS[shape]
    assert shape_for(Family.CYCLE_TIME, columns("Ok:boolean")) is Shape.CASE
    assert shape_for(Family.CUSTOM, columns("Ok:boolean")) is Shape.YES_NO
    assert how_for(Family.CUSTOM, Shape.YES_NO) is How.SHARE
