"""A tracker's export with a known truth, and what holds for every answer of `pilothouse judge`."""

import json
import math
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

START, GATE = date(2026, 3, 2), date(2026, 5, 31)
KEYS = [
    "verdict", "estimate", "low", "high", "level", "n_before", "n_after", "minimum_met", "reason", "caveats", "method",
]  # fmt: skip
Ran = tuple[int, str, str]
Judge = Callable[..., Ran]


def duration_rows(
    ratio: float = 0.5, *, before: int = 200, after: int = 160, form: str = "%Y-%m-%d", seed: int = 1
) -> list[list[str]]:
    """A tracker's export: id, opened, closed (blank while open), who, kind."""
    random = Random(seed)
    rows = [["id", "opened", "closed", "who", "kind"]]
    for at in range(before + after):
        day = random.randrange(-150, 0) if at < before else random.randrange(0, 91)
        length = math.ceil(6 * (1 if day < 0 else ratio) * random.lognormvariate(0, 0.6))
        opened, closed = START + timedelta(days=day), START + timedelta(days=day + length)
        who, kind = random.choice("ABCDEFG"), random.choice(["rfp", "quote"])
        rows.append([f"T-{at}", opened.strftime(form), closed.strftime(form) if closed <= GATE else "", who, kind])
    return rows


DURATION = ("--family", "duration", "--date-column", "opened", "--end-column", "closed", "--start", "2026-03-02")
FULL = (*DURATION, "--person-column", "who", "--kind-column", "kind", "--target", "-20%")


def answer(ran: Ran) -> dict[str, Any]:
    code, out, err = ran
    assert code == 0 and err == "", err
    document: dict[str, Any] = json.loads(out)
    assert list(document) == KEYS
    return document
