"""The chart of before and after: every point of it is in the text that stands in for it, and nothing else is."""

import re
from dataclasses import replace

from cards.course import course
from cards.render import render
from tests.cards.panels import READ, WHY
from tests.cards.views_g import RECORD
from tests.cards.views_metrics import COURSE
from tests.cards.walk import walk
from words.api import Words

WENT = replace(READ, why=replace(WHY, course=COURSE))
W = Words("en")


def test_the_text_has_the_same_numbers_as_the_chart() -> None:
    chart = next(one.node for one in walk(render(replace(RECORD, panel=WENT), "en").card) if one.kind == "Chart.Line")
    lines = {line["legend"]: [point["y"] for point in line["values"]] for line in chart["data"]}
    texts = {fact["title"]: fact["value"] for fact in chart["fallback"]["facts"]}
    assert list(lines) == list(texts) == ["Before", "Since first use on 15 Sep 2026", "Baseline", "Target"]
    for legend in list(lines)[:2]:
        told = [float(value) for value in re.findall(r": ([\d.]+) \(", texts[legend])]
        assert told == lines[legend]
    assert set(lines["Baseline"]) == {4.2} and texts["Baseline"] == "4.2 days"
    assert set(lines["Target"]) == {2.5} and texts["Target"] == "2.5 days"


def test_a_month_that_is_not_known_has_no_point_and_is_never_zero() -> None:
    chart = next(one for one in course(WENT, W) if one["type"] == "Chart.Line")
    assert "Jun 26" not in [point["x"] for point in chart["data"][0]["values"]]
    assert all(point["y"] > 0 for line in chart["data"] for point in line["values"])


def test_without_a_verdict_there_is_no_chart() -> None:
    assert course(READ, W) == [] and course(replace(READ, why=None), W) == []
    few = replace(COURSE, before=COURSE.before[:1], after=COURSE.after[:1])
    assert course(replace(READ, why=replace(WHY, course=few)), W) == []


def test_without_a_target_its_line_is_left_out() -> None:
    chart = next(one for one in course(replace(WENT, target=None), W) if one["type"] == "Chart.Line")
    assert [line["legend"] for line in chart["data"]][-1] == "Baseline"
