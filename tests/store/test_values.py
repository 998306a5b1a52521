"""A fingerprint is of the whole JSON, whatever way it is written."""

from decimal import Decimal
from hashlib import sha256

import msgspec
import pytest

from store import values


@pytest.mark.parametrize(
    "value",
    [
        (), (1,), ([],),
        ("a", [1, 2, 3], None, (4, [5])), ([(n, Decimal(n)) for n in range(7)], {"b": [1]}), {"a": 1}, [1, 2],
    ],
)  # fmt: skip
def test_in_pieces_it_is_the_hash_of_the_json(value: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(values, "_AT_ONCE", 3)
    assert values.fingerprint(value) == sha256(msgspec.json.encode(value)).hexdigest()
