"""The rows of a list that waits to be imported come back as they were."""

from hypothesis import given
from hypothesis import strategies as st

from sheets.tables import Table
from store.kept_sheets import Sheet, packed, unpacked

cells = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
rows = st.lists(st.tuples(cells, cells), max_size=250).map(tuple)


@given(rows, st.tuples(cells, cells))
def test_a_sheet_is_kept_whole(said: tuple[tuple[str, ...], ...], header: tuple[str, str]) -> None:
    table = Table(
        header=header, rows=said, separator=";", encoding="cp1252", too_wide=2, above=1, groups=("x", ""),
        numbers=tuple(range(5, 5 + len(said))),
    )
    sheet = Sheet(table=table, hash="a1")
    assert unpacked(packed(sheet)) == sheet
