import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.ledger import GENESIS, LARGEST_INT, Entry, canonical, check, line, link, verify

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)

KATHMANDU = timezone(timedelta(hours=5, minutes=45))

words = st.text(st.characters(exclude_categories=["Cs"]))
leaves = st.none() | st.booleans() | st.integers(-LARGEST_INT, LARGEST_INT) | words
values = st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(st.text("ab:.é\0\"\\"), inner), max_leaves=12)
tokens = st.text("abcXYZ019_.:/+=-", max_size=12)
entries = st.builds(
    Entry,
    at=st.datetimes(timezones=st.sampled_from([UTC, KATHMANDU])).filter(lambda at: 1 < at.year < 9999),
    actor=st.none() | st.integers(0, LARGEST_INT),
    action=st.sampled_from(["sponsor:checkin:submitted", "policy:gate:opened"]),
    subject=tokens,
    data=st.dictionaries(tokens, st.none() | st.booleans() | st.integers(0, 9) | tokens | st.lists(tokens), max_size=3),
)


def exported(chain: list[Entry]) -> list[str]:
    head, lines = GENESIS, []
    for entry in chain:
        reached = link(head, entry)
        lines.append(line(head, entry, reached.hash))
        head = reached
    return lines


def entry(subject: str = "i-1", **changes: object) -> Entry:
    return Entry(**{"at": NOW, "actor": 7, "action": "sponsor:gate:armed", "subject": subject, "data": {}} | changes)


@pytest.fixture
def chain() -> list[str]:
    return exported([entry(f"i-{number}") for number in range(6)])


def test_the_specified_bytes_are_hashed() -> None:
    made = Entry(at=NOW, actor=None, action="policy:gate:opened", subject="g-1", data={"b": [1, None], "a": True})
    expected = (
        '{"action":"policy:gate:opened","actor":null,"at":"2026-11-25T09:30:00.000000Z",'
        '"data":{"a":true,"b":[1,null]},"prev":"' + "0" * 64 + '","seq":1,"subject":"g-1"}'
    )
    assert link(GENESIS, made).hash == hashlib.sha256(expected.encode()).hexdigest()


@given(values)
def test_canonical_json_survives_reading_and_writing_again(value: object) -> None:
    once = canonical(value)
    assert canonical(json.loads(once)) == once


@pytest.mark.parametrize("value", [1.5, float("nan"), 2**53, {1: "a"}, (1,), b"a", "\ud800", {"a": [{"b": 0.1}]}])
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(ValueError):
        canonical(value)


@pytest.mark.parametrize(
    "broken",
    [
        {"at": datetime(2026, 11, 25)},  # noqa: DTZ001
        {"action": "armed"},
        {"action": "sponsor:gate:armed the gate"},
        {"subject": "Proposal drafting"},
        {"data": {"name": "Anna Berg"}},
        {"data": {"mail": "anna@example.com"}},
        {"data": {"deep": [{"Straße": 1}]}},
        {"data": {"value": 1.5}},
    ],
)
def test_words_and_unknown_shapes_are_kept_out_of_the_ledger(broken: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        check(entry(**broken))


@given(st.lists(entries, max_size=8))
def test_an_untouched_export_is_sound(chain: list[Entry]) -> None:
    lines = exported(chain)
    found = verify(lines)
    assert (found.problem, found.entries, found.head.seq) == (None, len(chain), len(chain))
    assert verify((text + "\r\n" for text in lines), found.head.hash).problem is None


@given(st.lists(entries, min_size=1, max_size=5), st.data())
def test_any_changed_byte_is_found(chain: list[Entry], data: st.DataObject) -> None:
    lines = exported(chain)
    at = data.draw(st.integers(0, len(lines) - 1))
    place = data.draw(st.integers(0, len(lines[at]) - 1))
    other = data.draw(st.characters(codec="ascii", exclude_characters=lines[at][place] + "\r\n"))
    lines[at] = lines[at][:place] + other + lines[at][place + 1 :]
    found = verify(lines)
    assert found.problem is not None
    assert found.line == at + 1


def test_a_changed_entry_with_its_own_hash_made_anew_breaks_the_next_link(chain: list[str]) -> None:
    before = json.loads(chain[1])
    forged = entry("i-9")
    head = type(GENESIS)(seq=2, hash=before["hash"])
    chain[2] = line(head, forged, link(head, forged).hash)
    found = verify(chain)
    assert (found.problem, found.line, found.entries) == ("broken", 4, 3)


def test_a_missing_entry_is_found(chain: list[str]) -> None:
    found = verify(chain[:2] + chain[3:])
    assert (found.problem, found.line) == ("missing", 3)


def test_a_missing_beginning_is_found(chain: list[str]) -> None:
    assert verify(chain[1:]).problem == "missing"


def test_re_ordered_entries_are_found(chain: list[str]) -> None:
    chain[1], chain[2] = chain[2], chain[1]
    assert verify(chain).problem == "missing"
    assert verify([chain[0], chain[2], chain[0]]).problem == "out_of_order"


def test_an_inserted_entry_is_found(chain: list[str]) -> None:
    assert (verify([*chain[:3], chain[1], *chain[3:]]).problem) == "out_of_order"
    head = type(GENESIS)(seq=2, hash=json.loads(chain[1])["hash"])
    inserted = line(head, entry("i-9"), link(head, entry("i-9")).hash)
    found = verify([*chain[:2], inserted, *chain[2:]])
    assert (found.problem, found.line) == ("out_of_order", 4)


def test_a_truncation_shows_against_a_head_kept_elsewhere(chain: list[str]) -> None:
    head = verify(chain).head.hash
    assert verify(chain[:4]).problem is None
    cut = verify(chain[:4], head)
    assert (cut.problem, cut.line, cut.entries) == ("head_unknown", None, 4)


def test_a_chain_may_go_on_after_the_head_kept_elsewhere(chain: list[str]) -> None:
    head = verify(chain[:3]).head.hash
    found = verify(chain, head)
    assert (found.problem, found.head_at, found.entries) == (None, 3, 6)


def test_a_chain_rewritten_as_a_whole_shows_against_a_head_kept_elsewhere(chain: list[str]) -> None:
    head = verify(chain).head.hash
    rewritten = exported([entry(f"i-{number}", actor=8) for number in range(6)])
    assert verify(rewritten).problem is None
    assert verify(rewritten, head).problem == "head_unknown"


def test_an_empty_export_is_a_sound_empty_chain() -> None:
    found = verify([])
    assert (found.problem, found.head) == (None, GENESIS)
    assert verify([], GENESIS.hash).head_at == 0


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{}", "not json", '{"seq":1}', "[" * 100_000, '{"seq":1,"hash":2,"prev":3,"at":4}', "\ud800"],
)
def test_a_line_that_is_no_entry_is_unreadable(text: str) -> None:
    found = verify([text])
    assert (found.problem, found.line) == ("unreadable", 1)


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace('"actor":7', '"actor":8,"actor":7'),  # the reader of a doubled key takes one of them
        lambda text: text.replace('"actor":7', '"actor":7,"note":"unhashed"'),
        lambda text: text.replace('"actor":7', '"actor":7.0'),
        lambda text: text.replace('"seq":1', '"seq":true'),
        lambda text: text.replace(":", ": ", 1),
        lambda text: text.replace("09:30:00.000000Z", "10:30:00.000000+01:00"),
    ],
)
def test_a_line_has_one_form_only(edit, chain: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert verify([edit(chain[0])]).problem in ("changed", "unreadable")
