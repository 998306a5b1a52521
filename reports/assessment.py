"""The assessment as PDF: a first sheet, one for each workflow, what is in flight, the registers and the roadmap (E8)."""

from collections.abc import Sequence

from portfolio.discover.constraints import ConstraintStanding
from portfolio.opportunities.questions import Question
from portfolio.opportunities.ranking import SCALE
from portfolio.views.assessment import Assessment, InFlight
from portfolio.views.discover import ConstraintLine
from portfolio.views.opportunities import OpportunityRow
from portfolio.views.roadmap import RoadmapRow
from reports.current_state import broken, sheet
from reports.current_state_page import SHEETS
from reports.typeset import pdf
from words.api import Raw, Words, known
from words.map_said import finding
from words.roadmap_said import hurdle

_FIRST, _MOST_WORK, _NAME = 7, 5, 64
"""Initiatives, opportunities and workflows named on the first sheet, and how long a name may be there: it is one sheet."""
_SOURCE = "A"
"""The letter of the one source of the registers' counts: the record itself."""

PAGES = SHEETS + r"""
#let shown = json(bytes(sys.inputs.shown))
#set document(title: shown.title)
#set text(lang: shown.language)
#let listed(columns, one) = {
  heading(level: 2)[#one.title#mark(shown.letter)]
  if one.rows.len() == 0 { block(below: 3mm, text(fill: grey, one.none)) } else {
    table(
      columns: columns, stroke: none, inset: (x: 1.5mm, y: 1.2mm), align: left,
      table.header(..one.heads.map(head => text(7pt, fill: grey, head))),
      table.hline(stroke: 0.6pt + line-grey),
      ..one.rows.map(row => (..row.enumerate().map(((at, cell)) => if at == 1 { strong(cell) } else [#cell]),)).flatten(),
    )
  }
}
#sheet(shown.foot)[
  #small(shown.eyebrow)
  #v(-1mm)
  = #shown.name
  #v(-1mm)
  #text(10pt, shown.finding)
  #v(2mm)
  #grid(
    columns: (1fr,) * shown.tiles.len(), column-gutter: 3mm,
    ..shown.tiles.map(((what, value, letter, under)) => block(
      width: 100%, height: 19mm, inset: (x: 3mm, y: 2.4mm), radius: 1.5mm, stroke: 0.5pt + line-grey, fill: luma(247),
    )[
      #set par(leading: 0.7em)
      #small(what) \
      #text(16pt, weight: "bold", value)#text(9pt, mark(letter)) \
      #small(under)
    ])
  )
  #v(4mm)
  #set text(10pt)
  #grid(columns: (1fr,) * shown.columns.len(), column-gutter: 8mm,
    ..shown.columns.map(one => block(width: 100%)[
      == #one.title
      #if one.items.len() == 0 { text(fill: grey, one.none) }
      #for (said, under) in one.items { block(above: 0mm, below: 3mm)[#said \ #text(8.4pt, fill: grey, under)] }
    ])
  )
  #v(1fr)
  #block(width: 100%, inset: (top: 1.5mm), stroke: (top: 0.5pt + line-grey))[
    #set text(7.2pt)
    #strong(shown.sources) #h(2mm) #strong(shown.letter) #shown.record #h(2mm) #text(fill: grey, shown.unknown)
  ]
]
#for one in shown.maps { map-sheet(one) }
#sheet(shown.foot)[
  #listed((auto, 2.4fr, 1fr, auto, 1.2fr), shown.flying)
  #if shown.flying.rows.len() > 0 { small(shown.met) }
  #v(3mm)
  #listed((auto, 2.2fr, auto, auto, 1fr, 1fr), shown.constraints)
  #v(3mm)
  #listed((auto, 2fr, auto, auto, auto, 1.6fr, 1.8fr), shown.ranked)
  #if shown.ideas != "" { small(shown.ideas) }
  #v(3mm)
  #listed((auto, 1.6fr, auto, auto, auto, 2.4fr), shown.roadmap)
  #v(2mm)
  #small[#strong(shown.letter) #shown.record. #shown.read]
]
"""


def document(view: Assessment, language: str, made_at: int) -> bytes:
    """The document as PDF. `made_at` in seconds since 1970, UTC."""
    w = Words(known(language))
    return pdf(PAGES, _shown(view, w), made_at=made_at)


def _shown(view: Assessment, w: Words) -> dict[str, object]:
    starting = view.roadmap.starting
    seen = sum(bool(one.steps) for one in view.maps)
    ending = sum(one.standing is not ConstraintStanding.HOLDS for one in view.constraints)
    return {
        "language": w.language, "title": w.say("assessment.title", on=view.on), "name": w.say("assessment.name"),
        "eyebrow": w.say("assessment.eyebrow", on=view.on), "foot": w.say("assessment.foot", on=view.on),
        "finding": _finding(view, w), "letter": _SOURCE,
        "tiles": [
            _tile("flying", view.flight.count, view.flight.late, w),
            _tile("workflows", len(view.maps), seen, w), _tile("constraints", len(view.constraints), ending, w),
            _tile("ranked", len(view.ranked), len(view.ideas), w), _tile("starting", starting, len(view.roadmap.running), w),
        ],
        "columns": [_waiting(view, w), _work(view, w), _first(view, w), _starts(view, w)],
        "maps": [sheet(one, w) for one in view.maps],
        "flying": _table("flying", ("days", "initiative", "part", "gate", "shown"),
                         [_flown(one, w) for one in view.flight.longest], w),
        "met": _met(view, w),
        "constraints": _table("constraints", ("kind", "text", "until", "owner", "hits", "source"),
                              [_constraint(one, w) for one in view.constraints], w),
        "ranked": _table("ranked", ("rank", "opportunity", "best", "worst", "points", "tied", "unanswered"),
                         [_ranked(one, w) for one in view.ranked], w),
        "ideas": w.say("assessment.ideas", names=w.listed(view.ideas)) if view.ideas else "",
        "roadmap": _table("roadmap", ("place", "opportunity", "start", "first_use", "gate", "hurdles"),
                          [_planned(one, w) for one in view.roadmap.rows], w),
        "sources": w.say("map.sources"), "record": w.say("map.source.record", on=view.on),
        "unknown": w.say("map.sources.unknown"), "read": w.say("assessment.read", n=len(Question)),
    }  # fmt: skip


def _tile(what: str, count: int, of_them: int, w: Words) -> list[str]:
    return [w.say(f"assessment.{what}"), w.number(count), _SOURCE, w.say(f"assessment.{what}.under", n=of_them)]


def _table(what: str, heads: Sequence[str], rows: list[list[str]], w: Words) -> dict[str, object]:
    return {
        "title": w.say(f"assessment.{what}.title"), "none": w.say(f"assessment.{what}.none"),
        "heads": [w.say(f"assessment.head.{head}") for head in heads],
        "rows": [[broken(cell) for cell in row] for row in rows],
    }


def _finding(view: Assessment, w: Words) -> str:
    if view.ranked or not view.flight.count:
        return w.say("assessment.finding", n=view.roadmap.starting, all=len(view.ranked))
    return w.say("assessment.finding.unranked", n=view.flight.count, late=view.flight.late)


def _met(view: Assessment, w: Words) -> str:
    """How many show each trait, and how many are not named."""
    met = w.listed(f"{w.name(trait)} {w.number(count)}" for trait, count in view.flight.met.items())
    said = [w.say("assessment.met", n=view.flight.count, counts=met)]
    if more := view.flight.count - len(view.flight.longest):
        said.append(w.say("assessment.flying.more", n=more))
    return " ".join(said)


def _waiting(view: Assessment, w: Words) -> dict[str, object]:
    items = [[_short(one.name), _since(one, w)] for one in view.flight.longest[:_FIRST]]
    return {"title": w.say("assessment.waiting"), "items": items, "none": w.say("assessment.flying.none")}


def _since(one: InFlight, w: Words) -> str:
    return w.say("assessment.undated") if one.days is None else w.say("assessment.in_use", n=one.days)


def _flown(one: InFlight, w: Words) -> list[str]:
    days = w.say("span.unknown") if one.days is None else w.number(one.days)
    due = w.day(one.due) if one.due else w.say("span.unknown")
    shown = w.listed(w.name(trait) for trait in one.shown) or w.say("assessment.shown.none")
    return [days, one.name, one.place, w.say("assessment.past", n=one.past) if one.past else due, shown]


def _short(name: str) -> str:
    return broken(name if len(name) <= _NAME else name[: _NAME - 1].rstrip() + "…")


def _work(view: Assessment, w: Words) -> dict[str, object]:
    """What each workflow's own sheet says first; its sources are there."""
    items = [
        [_short(one.name), w.say("assessment.sheet", finding=Raw(finding(one, w, mark=False)), sheet=at)]
        for at, one in enumerate(view.maps[:_MOST_WORK], start=2)
    ]
    return {"title": w.say("assessment.work"), "items": items, "none": w.say("assessment.work.none")}


def _first(view: Assessment, w: Words) -> dict[str, object]:
    items = [
        [_short(one.name), w.say("assessment.rank", rank=one.place.rank, best=one.place.best, worst=one.place.worst)]
        for one in view.ranked[:_FIRST] if one.place is not None
    ]
    return {"title": w.say("assessment.first"), "items": items, "none": w.say("assessment.ranked.none")}


def _starts(view: Assessment, w: Words) -> dict[str, object]:
    items = [
        [_short(one.name), w.say("assessment.start", start=one.start, gate=one.gate)]
        for one in view.roadmap.rows if one.start is not None
    ][:_FIRST]
    return {"title": w.say("assessment.next"), "items": items, "none": w.say("assessment.roadmap.none")}


def _constraint(one: ConstraintLine, w: Words) -> list[str]:
    until = one.expires or one.reviewed_on
    key = "assessment.reviewed" if one.expires is None else "assessment.until"
    return [
        w.name(one.kind), one.text or w.say("constraint.erased"), w.say(key, on=until) if until else "",
        one.owner or w.say("constraint.no_owner"), w.listed(hit.name for hit in one.hits), one.source,
    ]


def _ranked(one: OpportunityRow, w: Words) -> list[str]:
    place = one.place
    assert place is not None, "what is scored has a place"
    low, high = (round(points / SCALE) for points in (place.merit.low, place.merit.high))
    points = w.number(low) if low == high else w.say("assessment.points", low=low, high=high)
    unanswered = w.listed(w.name(question) for question in one.unknown)
    places = [w.number(count) for count in (place.best, place.worst)]
    return [w.number(place.rank), one.name, *places, points, w.listed(place.tied), unanswered]


def _planned(one: RoadmapRow, w: Words) -> list[str]:
    days = [w.day(day) if day else w.say("span.unknown") for day in (one.start, one.first_use, one.gate)]
    if one.start is None:
        days = [w.say("assessment.later"), "", ""]
    return [w.number(one.place), one.name, *days, " ".join(hurdle(each, w) for each in one.hurdles)]
