"""Whatever is in the file and whatever is asked, the answer is a sound verdict or a sentence; never a traceback."""

import io
import json
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from pilothouse.cli import main
from portfolio.verdicts import Verdict

START = date(2026, 3, 2)
DIRT = (
    "", "-", "0", "1", "2.5", "1,5", "1,234", "-3", "yes", "no", "n/a", "A", "Zoë", "2026-01-05", "2025-12-24T10:00", "∞",
    "5.4.2026", "3/4/2026", "30/4/2026", "2026-05-01T10:00:00Z", "1e400", "9" * 40, "3 h", "=1+1", "\x1b[2J", "0001-01-01",
    "9999-12-31", "1e-300",
)  # fmt: skip
NEEDS = {
    "duration": (("--value-column", "value"), ("--end-column", "end")),
    "share": (("--value-column", "late"), ("--value-column", "count", "--exposure-column", "of")),
    "count": (("--value-column", "count"), ("--value-column", "count", "--exposure-column", "of")),
    "series": (("--value-column", "value"),),
}
MAYBE = (
    ("--person-column", "who"), ("--kind-column", "kind"), ("--group-column", "kind", "--pilot-group", "x"),
    ("--gate", "2026-05-31"), ("--floor", "-5%"), ("--unit", "hours"), ("--date-order", "dmy"), ("--decimal", "point"),
    ("--policy", "strict"), ("--language", "de"), ("--start", "2026-01-01"), ("--target", "-90%"), ("--target", "1%"),
    ("--higher-is-better",), ("--trend",), ("--gate", "9999-12-31"), ("--end-column", "end"), ("--pilot-group", "y"),
)  # fmt: skip


def table(random: Random, family: str) -> str:
    """An export that is mostly as it should be: cases, or weekly periods; some cells are dirt."""
    dirt = random.choice([0, 0, 0.002, 0.02, 0.3])
    weekly = family in ("count", "series") or random.random() < 0.1
    rows = ["date\tend\tvalue\tlate\tcount\tof\twho\tkind"]
    for at in range(random.choice([0, 1, 12, 30, 60, 200])):
        day = START + timedelta(days=7 * (at % 40 - 26) if weekly else random.randrange(-150, 91))
        ended = "" if random.random() < 0.1 else str(day + timedelta(days=random.choice([0, 1, 2, 5, 9, 30])))
        n = random.choice([10, 20, 20])
        level = random.choice([0.3, 1.0]) if day >= START else 1.0
        value = str(round(10 * level * random.lognormvariate(0, random.choice([0, 0.5])), 2))
        late, hits = random.choice(["yes", "no", "no"]), str(random.randrange(0, 1 + int(n * level / 2)))
        kind = "x" if weekly else random.choice("xy")
        cells = [str(day), ended, value, late, hits, str(n), random.choice("ABCDEFG"), kind]
        rows.append("\t".join(random.choice(DIRT) if random.random() < dirt else cell for cell in cells))
    return "\n".join(rows)


def refuse_constant(text: str) -> float:
    raise AssertionError(f"{text} is no JSON")


def checked(document: dict[str, object]) -> str:
    """What holds for every answer."""
    verdict, low, estimate, high = (document[key] for key in ("verdict", "low", "estimate", "high"))
    assert (verdict == "NOT_MEASURED") == (document["reason"] is not None)
    assert verdict == "NOT_MEASURED" or document["minimum_met"] is True
    if low is not None or high is not None:
        assert document["n_before"] and document["n_after"]
    limits = [one for one in (-1.0, low, estimate, high) if isinstance(one, float)]  # no hit before: a lower limit alone
    assert all(second >= first - 2e-6 for first, second in pairwise(limits))
    return str(Verdict(str(verdict)))


def test_any_file_gets_a_verdict_or_a_sentence(tmp_path: Path) -> None:
    """400 files and questions from one seed; both kinds of answer, and most verdicts, are among them."""
    random, seen = Random(2026), Counter[str]()
    path = tmp_path / "data.csv"
    for _ in range(400):
        family = random.choice(list(NEEDS))
        path.write_text(table(random, family), encoding="utf-8")
        more = [part for extra in random.sample(MAYBE, random.choice([0, 1, 1, 2, 4])) for part in extra]
        asked = [*random.choice(NEEDS[family]), "--start", str(START), "--target", random.choice(["-20%", "-50%"]), *more]
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = main(["judge", str(path), "--family", family, "--date-column", "date", *asked, "--json"])
        if code == 0:
            assert err.getvalue() == ""
            seen[checked(json.loads(out.getvalue(), parse_constant=refuse_constant))] += 1
            with redirect_stdout(io.StringIO()):
                assert main(["judge", str(path), "--family", family, "--date-column", "date", *asked]) == 0
        else:
            assert code == 2 and out.getvalue() == "" and err.getvalue().strip() and "\x1b" not in err.getvalue()
            seen["refused"] += 1
    assert set(seen) >= {"refused", "NOT_MEASURED", "PROVEN", "LIKELY", "NO_EFFECT", "UNCLEAR"}, seen


@pytest.mark.parametrize("text", ["date\tvalue\n" + "x\ty\n" * 3, "date\n", "\ufeff\n\n", "date\tvalue\n2026-01-01\t1\n"])
def test_files_of_almost_nothing_are_answered_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    (tmp_path / "data.csv").write_text(text, encoding="utf-8")
    for family in NEEDS:
        asked = ["--date-column", "date", "--value-column", "value", "--start", str(START), "--target", "-20%", "--json"]
        code = main(["judge", str(tmp_path / "data.csv"), "--family", family, *asked])
        said = capsys.readouterr()
        assert (code == 0 and json.loads(said.out)["verdict"] == "NOT_MEASURED") or (code == 2 and said.err)
