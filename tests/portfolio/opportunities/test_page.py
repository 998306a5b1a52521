"""docs/opportunities.md says the points that count."""

import re
from decimal import Decimal
from pathlib import Path

from portfolio.opportunities.questions import BANDS, CHOICES, SCORE, Question
from portfolio.opportunities.ranking import MARGIN, REACH, SCALE, STEP, USUAL, lattice

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "opportunities.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| \w+ \| (\w+) \| (.*) \|$", PAGE, re.M))


def test_the_page_has_every_question_under_its_score() -> None:
    told = re.findall(r"^\| (\w+) \| (\w+) \| .* \|$", PAGE, re.M)[1:]
    assert told == [(SCORE[question].value, question.value) for question in Question]


def test_the_page_has_the_points_of_every_answer() -> None:
    for question, points in CHOICES.items():
        assert re.findall(r"(\w+) (\d)", ROWS[question]) == [(fact.value, str(many)) for fact, many in points.items()]
    for question, steps in BANDS.items():
        told = [(Decimal(least), int(many)) for least, many in re.findall(r"from ([\d.]+): (\d)", ROWS[question])]
        assert told == [(least, many) for many, least in enumerate(steps, 1)]


def test_the_page_has_the_numbers_of_the_ranking() -> None:
    assert f"value {USUAL.value}, feasibility {USUAL.feasibility}, little risk {USUAL.risk} until" in PAGE
    assert f"at least {MARGIN // SCALE} points higher" in PAGE
    grid = f"{len(lattice(USUAL))} weightings that lie on a grid of {STEP} percent within {STEP * REACH} of"
    assert grid in " ".join(PAGE.split())
