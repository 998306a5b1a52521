"""A record that was kept, read back, however little is left of it."""

import json

import pytest

from portfolio.audits.kept import Check, checked, lines_of
from portfolio.audits.record import hash_of

LEFT = ("", "{", "null", "[]", "7", "[" * 100_000, '{"lines": 7}', '{"lines": [{}]}', '{"lines": [null]}',
        json.dumps({"method": "record-3", "lines": [{"started": 20260101}]}))


@pytest.mark.parametrize("left", LEFT)
def test_what_is_left_of_a_damaged_record_is_no_record_whatever_its_hash(left: str) -> None:
    assert lines_of(left) is None
    for hash in (hash_of(left.encode()), hash_of(b"")):
        assert checked(left, hash, None, lost=False) is Check.OTHER
