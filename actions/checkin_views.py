"""The check-in as its sponsor sees it: the form, the receipt, the conflict."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, datetime

from actions import adoption, constraint_lines, plan_news
from actions.panels import panels
from portfolio.calendar import DAY, DIGEST_DAY, local_date, month_of, period_of, working_day_of_month
from portfolio.checkins import MOST_ROWS, MOST_SAID, Answer, CheckIn
from portfolio.company import Company
from portfolio.initiatives import Initiative
from portfolio.messages import Reason
from portfolio.metrics import COUNTED, Metric
from portfolio.news import of_row
from portfolio.people import Actor
from portfolio.quantities import typed
from portfolio.views.checkins import CheckInForm, Clash, Line, Receipt, Row
from store import Tx, checkins, gates, initiatives, metrics, people


def closes_on(period: str, company: Company) -> date:
    """The digest's day: the 5th working day of the month after the period."""
    year, month = month_of(period)
    return working_day_of_month(year + month // 12, month % 12 + 1, DIGEST_DAY, company.holidays)


def form(
    tx: Tx, check_in: CheckIn, name: str, zone: str, company: Company, now: datetime, *,
    again: AbstractSet[str] | None = None, page: int = 1, paged: bool = False,
) -> CheckInForm:
    """What still needs an answer; or the initiatives named by `again`, filled with what was said, those of one card or
    `paged`. Nearest gate first."""
    today = local_date(now, zone)
    given = {answer.initiative: answer for answer in check_in.answers}
    mine = initiatives.sponsored_by(tx, check_in.person)
    open_ones = [one for one in mine if (one.id in again if again is not None else one.id not in given)]
    ids = [one.id for one in open_ones]
    use = adoption.shown(tx, ids)
    due, shown, before = gates.current_of(tx, ids), panels(tx, ids), _last_month(tx, check_in)
    rows = [
        Row(
            initiative=one.id, name=one.name, gate_on=due[one.id].due if one.id in due else None,
            days_left=(due[one.id].due - today).days if one.id in due else None, panel=shown.get(one.id),
            last_outlook=before[one.id].outlook if one.id in before else None,
            use=use.get(one.id),
        )
        for one in open_ones
    ]
    rows.sort(key=lambda row: (row.days_left is None, row.days_left or 0, row.name))
    turns = list(_pages(rows, given)) if paged else [rows[:MOST_ROWS]]
    pages = len(turns)
    page = min(max(page, 1), pages)
    shown_rows = tuple(turns[page - 1])
    drawn = {row.initiative for row in shown_rows}
    return CheckInForm(
        check_in=check_in.id, person=name, zone=zone, period=check_in.period,
        closes_on=closes_on(check_in.period, company), revision=check_in.revision, rows=shown_rows,
        more=len(rows) - len(shown_rows) if again is None else 0, page=page, pages=pages, why=Reason.MONTHLY,
        values=_read(shown_rows) | values_of(given[row.initiative] for row in shown_rows if row.initiative in given),
        problems=(), clash=None,
        constraints=constraint_lines.for_check_in(
            tx, check_in.person, [one.id for one in mine], check_in.period, today
        ),
        attestations=plan_news.for_check_in(tx, mine, today),
        beyond={row.initiative: of_row(row) for row in rows if row.initiative not in drawn},
    )


def _pages(rows: Iterable[Row], given: Mapping[str, Answer]) -> Iterator[list[Row]]:
    """The rows a card at a time: so many of them, and so much of what was said (MOST_SAID)."""
    page: list[Row] = []
    said = 0
    for row in rows:
        bytes = len(given[row.initiative].note.encode()) if row.initiative in given else 0
        if page and (len(page) == MOST_ROWS or said + bytes > MOST_SAID):
            yield page
            page, said = [], 0
        page.append(row)
        said += bytes
    yield page


def _read(rows: Iterable[Row]) -> dict[str, str]:
    """Numbers that a source already gave are filled in; whoever knows better may change them."""
    return {
        f"{row.initiative}.value": f"{row.panel.current.value.normalize():f}"
        for row in rows
        if row.panel is not None and row.panel.current is not None and row.panel.current.provenance in COUNTED
    }


def _month_before(period: str) -> str:
    return period_of(date(*month_of(period), 1) - DAY)


def _last_month(tx: Tx, check_in: CheckIn) -> Mapping[str, Answer]:
    last = checkins.of(tx, check_in.person, _month_before(check_in.period))
    return {answer.initiative: answer for answer in last.answers} if last else {}


def values_of(answers: Iterable[Answer]) -> dict[str, str]:
    """Answers as the form's inputs."""
    values: dict[str, str] = {}
    for answer in answers:
        values[f"{answer.initiative}.value"] = "" if answer.value is None else typed(answer.value)
        values[f"{answer.initiative}.outlook"] = answer.outlook.value
        values[f"{answer.initiative}.note"] = answer.note
    return values


def _lines(
    tx: Tx, answers: Iterable[Answer], known: Iterable[Initiative] = (), units: Mapping[str, Metric] | None = None
) -> tuple[Line, ...]:
    """Answers as they are read; initiatives and metrics that are known already are not read again."""
    answers = list(answers)
    units = metrics.latest_of(tx, [answer.initiative for answer in answers]) if units is None else units
    names = {one.id: one.name for one in known}
    if unknown := [answer.initiative for answer in answers if answer.initiative not in names]:
        names |= initiatives.names(tx, unknown)
    return tuple(
        Line(
            initiative=answer.initiative, name=names[answer.initiative], value=answer.value,
            unit=units[answer.initiative].unit if answer.initiative in units else None, outlook=answer.outlook,
            note=answer.note,
        )
        for answer in answers
    )


def receipt(
    tx: Tx, check_in: CheckIn, actor: Actor, company: Company, *, mine: Sequence[Initiative] | None = None,
    units: Mapping[str, Metric] | None = None,
) -> Receipt:
    """What is saved, as leadership will read it. Known already, or read: what its sponsor owes an answer about (`mine`),
    and the metrics of all that was answered (`units`)."""
    assert check_in.answered_by is not None and check_in.answered_at is not None
    mine = initiatives.sponsored_by(tx, check_in.person) if mine is None else mine
    by_me = check_in.answered_by == actor.number
    return Receipt(
        check_in=check_in.id, period=check_in.period, revision=check_in.revision,
        saved_by=actor.name if by_me else people.get(tx, check_in.answered_by).name, saved_at=check_in.answered_at,
        zone=actor.zone, lines=_lines(tx, check_in.answers, mine, units),
        open=len({one.id for one in mine} - {answer.initiative for answer in check_in.answers}),
        confirmed=check_in.confirmed, corrected=check_in.corrected, editable_until=closes_on(check_in.period, company),
    )


def clash_of(
    tx: Tx, check_in: CheckIn, answers: tuple[Answer, ...], actor: Actor, company: Company, now: datetime
) -> CheckInForm:
    """The conflict card: somebody saved first; what was typed is kept, and theirs can be looked at."""
    assert check_in.answered_by is not None and check_in.answered_at is not None
    theirs = Clash(
        by=people.get(tx, check_in.answered_by).name, at=check_in.answered_at, theirs=_lines(tx, check_in.answers)
    )
    touched = {answer.initiative for answer in answers}
    drawn = form(tx, check_in, actor.name, actor.zone, company, now, again=touched)
    return replace(drawn, values=values_of(answers), clash=theirs)
