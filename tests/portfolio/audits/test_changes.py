"""What changed between two audits, and names that are nearly the same."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portfolio.audits.changes import LIKELY, alike, changes
from portfolio.audits.kept import again
from portfolio.audits.lines import Kind, Line, State
from portfolio.audits.record import document, made

SINCE = date(2026, 7, 1)
ON = SINCE + timedelta(days=92)


def line(key: str, **more: object) -> Line:
    plain = Line(
        key=key, kind=Kind.INITIATIVE, name=f"Letters {key}", place="Claims", stage="piloting", state=State.FLYING,
        started=SINCE - timedelta(days=100), due=SINCE, decided=None, choice=None, heard=SINCE + timedelta(days=9),
        metric="m", scope="s", marks=(),
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]



def keys(lines: object) -> list[str]:
    return [one.key for one in lines]  # type: ignore[attr-defined]


def test_each_change_is_told_in_its_own_class_and_nothing_else_is() -> None:
    was = line("a")
    cases = {
        "decided": line("a", state=State.SETTLED, stage="funded"),
        "silent": line("a", heard=SINCE),
        "rescoped": line("a", scope="other"),
        "remeasured": line("a", metric="other"),
    }
    for kind, now in cases.items():
        seen = changes([was], SINCE, [now], joins={}, moved={})
        told = {name: keys(getattr(seen, name)) for name in (*cases, "reopened", "new")}
        assert told == {name: ["a"] if name == kind else [] for name in told}
    narrowed = changes([was], SINCE, [line("a", decided=SINCE + timedelta(days=1))], joins={}, moved={})
    assert keys(narrowed.decided) == ["a"]
    back = changes([line("a", state=State.OVER)], SINCE, [was], joins={}, moved={})
    assert keys(back.reopened) == ["a"]


def test_a_line_that_is_gone_has_vanished_unless_it_was_retired() -> None:
    seen = changes([line("a"), line("b", state=State.OVER), line("c", state=State.SETTLED)], SINCE, [], joins={}, moved={})
    assert [one.line.key for one in seen.vanished] == ["a", "c"]
    assert all(one.maybe is None and one.confidence is None for one in seen.vanished)


def test_a_rename_is_suggested_with_its_confidence_and_joined_by_hand_only() -> None:
    before = [line("a", name="Proposal drafting with Copilot"), line("z", name="Invoices")]
    now = [
        line("b", name="Proposal drafting (Copilot)"), line("c", name="Proposal review"),
        line("d", name="Proposal drafting with Copilot", place="Finance"),
    ]
    seen = changes(before, SINCE, now, joins={}, moved={})
    first, second = seen.vanished
    assert first.maybe is not None and first.maybe.key == "b"
    assert first.confidence is not None and LIKELY <= first.confidence < 100
    assert second.maybe is None
    assert keys(seen.new) == ["b", "c", "d"]

    joined = changes(before, SINCE, now, joins={"a": "b"}, moved={})
    assert [one.line.key for one in joined.vanished] == ["z"]
    assert (keys(joined.new), joined.joined) == (["c", "d"], 1)


def test_an_organisation_that_is_written_otherwise_is_known_by_the_names_its_entries_share() -> None:
    names = [f"Letters of kind {word}" for word in ("one", "two", "three")]
    before = [replace(line(f"a{n}"), name=name, place="Department of X") for n, name in enumerate(names)]
    now = [replace(line(f"b{n}"), name=name, place="DX") for n, name in enumerate(names)]
    found = changes(before, SINCE, now, joins={}, moved={}).vanished
    assert [(one.maybe.key, one.confidence) for one in found if one.maybe] == [(f"b{n}", 100) for n in range(3)]
    few = changes(before[:2], SINCE, now[:2], joins={}, moved={}).vanished
    assert [one.maybe for one in few] == [None, None], "two could be chance"


def test_an_entry_that_became_an_initiative_is_neither_new_nor_gone() -> None:
    entry = line("x|1", kind=Kind.LISTED, heard=None, metric="by the list", scope="by the list")
    seen = changes([entry], SINCE, [line("i-1")], joins={}, moved={"x|1": "i-1"})
    assert (seen.new, seen.vanished, seen.rescoped, seen.remeasured, seen.joined) == ((), (), (), (), 0)


names = st.text(st.characters(codec="utf-8", categories=("L", "N", "Zs")), max_size=40)


@given(names, names)
def test_names_agree_with_each_other_alike_and_with_themselves_in_full(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)
    assert 0 <= alike(one, other) <= 100
    assert alike(one, one) == 100


days = st.dates(date(2020, 1, 1), date(2027, 1, 1))
lines = st.lists(
    st.builds(
        line, st.text("abc", min_size=1, max_size=3), name=names, state=st.sampled_from(State),
        kind=st.sampled_from(Kind), started=st.none() | days, due=st.none() | days, decided=st.none() | days,
        heard=st.none() | days, metric=st.none() | st.sampled_from("mn"), scope=st.sampled_from("st"),
    ),
    max_size=6, unique_by=lambda one: one.key,
)  # fmt: skip


@given(lines, lines)
def test_every_line_is_new_known_or_gone_and_none_is_two_of_those(before: list[Line], now: list[Line]) -> None:
    seen = changes(before, SINCE, now, joins={}, moved={})
    was, here = {one.key for one in before}, {one.key for one in now}
    assert {one.key for one in seen.new} == here - was
    assert {one.line.key for one in seen.vanished} <= was - here
    for kind in (seen.decided, seen.reopened, seen.silent, seen.rescoped, seen.remeasured):
        assert {one.key for one in kind} <= was & here


@given(lines, st.randoms())
def test_a_record_is_the_same_bytes_in_any_order_and_when_it_is_made_again(ones: list[Line], random: object) -> None:
    done = made(ON, ones, None, joins={}, moved={}, answers={one.key: "alive" for one in ones[:1]})
    shuffled = list(ones)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    other = made(ON, shuffled, None, joins={}, moved={}, answers=done.answers)
    assert document(other) == document(done)
    assert document(again(document(done).decode(), None)) == document(done)
