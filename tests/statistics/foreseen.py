"""Pilots whose way to the gate is known to its end, for the forecast: of those given a chance, how many get there?

Used by test_honesty.py and benchmarks/honesty.py. Weekly logs with an autocorrelation of 0 to .6 around a change of -50 to
+10 % that is steady (three in five), grows over eight weeks, or fades from the third on; gates in the 8th to the 18th week,
looked at in any week from the fourth on.
"""

from math import log

import numpy as np

from portfolio.statistics.forecast import SETTLING_WEEKS, forecast

TARGET = log(0.8)
TENTHS = 10


def a_pilot(rng: np.random.Generator) -> tuple[float, bool] | None:
    """The chance one pilot was given in one week, and whether it then was at its target or past it."""
    before, gate = int(rng.integers(12, 27)), int(rng.integers(8, 19))
    y = _noise(rng, before + gate, float(rng.choice([0, 0.2, 0.4, 0.6]))) * float(rng.choice([0.1, 0.2, 0.3]))
    y[before:] += log(rng.uniform(0.5, 1.1)) * _shape(rng, np.arange(gate))
    reached = float(y[before + SETTLING_WEEKS :].mean() - y[:before].mean()) <= TARGET
    seen = int(rng.integers(SETTLING_WEEKS + 2, gate))
    found = forecast(y[:before].tolist(), y[before : before + seen].tolist(), TARGET, gate)
    return None if found is None else (found.probability, reached)


def _noise(rng: np.random.Generator, n: int, rho: float) -> np.ndarray:
    values = rng.normal(size=n)
    for at in range(1, n):
        values[at] = rho * values[at - 1] + np.sqrt(1 - rho * rho) * values[at]
    return values


def _shape(rng: np.random.Generator, week: np.ndarray) -> np.ndarray:
    kind = rng.choice(["steady", "grows", "fades"], p=[0.6, 0.2, 0.2])
    if kind == "grows":
        return np.minimum(1, (week + 1) / 8)
    return np.maximum(0.2, 1 - 0.07 * np.maximum(0, week - 3)) if kind == "fades" else np.ones(len(week))


def calibration(rng: np.random.Generator, pilots: int) -> list[tuple[int, float, float]]:
    """For each tenth of the chances: how many pilots were given such a one, the mean of it, and the share that got there."""
    told: list[list[tuple[float, bool]]] = [[] for _ in range(TENTHS)]
    for _ in range(pilots):
        one = a_pilot(rng)
        if one is not None:
            told[min(TENTHS - 1, int(one[0] * TENTHS))].append(one)
    return [
        (len(some), float(np.mean([chance for chance, _ in some])), float(np.mean([met for _, met in some]))) if some
        else (0, 0.0, 0.0)
        for some in told
    ]
