"""One monthly round over 500 initiatives: what a verdict costs, on one core.

    python -m benchmarks.verdict [--initiatives 500]

Each initiative has a duration with 26 weeks of history and 13 after (about 390 items by eight people and two kinds), a
weekly series against a comparison, a share and a count, the forecast, fade and concentration. Printed per kind; then one
round as the worker makes it through a record (verdict_round.py), against the bar of 5 s. CPU time of this process: on a busy
machine still too high by what the processors' other half does.
"""

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from math import exp, log

import numpy as np

from benchmarks.verdict_round import through_the_record
from portfolio.statistics.concentration import concentration
from portfolio.statistics.fade import fades
from portfolio.statistics.forecast import forecast
from portfolio.statistics.judge_counts import CountRow, judge_counts
from portfolio.statistics.judge_durations import judge_durations
from portfolio.statistics.judge_series import judge_series
from portfolio.statistics.judge_shares import judge_shares
from portfolio.statistics.judged import Question
from portfolio.statistics.tallies import Tally
from tests.statistics.pilots import GATE, START, midnight
from tests.statistics.worlds import GOAL, World, flow, seen, team_use, weekly_use

BAR = 5.0
ROUND = World(ratio=0.75, per_week=10, people=8, easy_ratio=0.5)


def main() -> int:
    """Build everything first, then judge it and count the CPU seconds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--initiatives", type=int, default=500)
    n = parser.parse_args().initiatives
    rng = np.random.default_rng(77)
    question = Question(start=START, until=midnight(GATE), goal=GOAL, alpha=0.035)
    spent: dict[str, float] = defaultdict(float)
    began = time.process_time()
    judge_durations(seen(flow(rng, ROUND), 90), question)
    judge_series({START: 1.0}, question)
    print(f"first verdict, imports included: {time.process_time() - began:.2f} s")
    for _ in range(n):
        items = seen(flow(rng, ROUND), 90)
        weeks = [week for week in range(-26, 13) if week not in (0, 1)]
        own, other = ({START + timedelta(weeks=week): exp(rng.normal(0, 0.1)) for week in weeks} for _ in range(2))
        days = [START + timedelta(days=day) for day in rng.integers(-182, 90, 300).tolist()]
        yes = [Tally(day=day, hits=int(rng.random() < 0.2)) for day in days]
        rows = [CountRow(day=START + timedelta(weeks=week), count=int(rng.poisson(4)), exposure=10.0) for week in weeks]
        before, after = [log(own[day]) for day in own if day < START], [float(y) for y in rng.normal(-0.1, 0.1, 9)]
        use, amounts = weekly_use(rng, users=30, weeks=20), team_use(rng, users=30)
        work: tuple[tuple[str, Callable[[], object]], ...] = (
            ("duration", partial(judge_durations, items, question)),
            ("series", partial(judge_series, own, question, {"others": other})),
            ("share", partial(judge_shares, yes, question)),
            ("count", partial(judge_counts, rows, question)),
            ("forecast", partial(forecast, before, after, GOAL.target_log)),
            ("fade", partial(fades, use)),
            ("concentration", partial(concentration, amounts)),
        )
        for name, judge in work:
            began = time.process_time()
            judge()
            spent[name] += time.process_time() - began
    for name, seconds in spent.items():
        print(f"{name:<28} {1000 * seconds / n:6.2f} ms each")
    whole = sum(spent.values())
    print(f"{n} initiatives, each of the above once: {whole:.2f} s, {1000 * whole / n:.2f} ms each")
    through_the_record(n, BAR)
    return 0


if __name__ == "__main__":
    sys.exit(main())
