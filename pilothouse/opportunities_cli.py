"""`pilothouse opportunities`: the opportunity register in the order of its ranking, with how sure each rank is.

Exit code 0; 2 with a sentence where there is no record, or one that cannot be used.
"""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from actions.opportunity_ranking import Register
    from portfolio.opportunities.questions import Answer
    from portfolio.opportunities.register import Opportunity
    from words.api import Words

DONE = 0


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `opportunities`. The parsed namespace has `run`: a function of it that returns the exit code."""
    command = subparsers.add_parser(
        "opportunities", help="the opportunity register, ranked, and how sure each rank is",
        description="Prints the opportunity register; it is kept in Teams, by the programme office "
        "(docs/opportunities.md).",
    )
    command.add_argument("--json", action="store_true", help="print ranks, scores and answers with their sources as JSON")
    command.add_argument("--language", choices=("en", "de"), default="en", help="language of the answer")
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Rank, and print the order."""
    import asyncio
    import json

    from pilothouse.settings import BadSettings, environment, parse
    from pilothouse.shell import complain
    from pilothouse.terminal import clean, say
    from portfolio.errors import PilothouseError
    from words.api import Words

    w = Words(args.language, escape=clean)
    try:
        found = asyncio.run(_register(parse(environment()).database))
    except (BadSettings, PilothouseError) as error:
        return complain(error, args.language)
    if args.json:
        say(json.dumps(document(found), ensure_ascii=False, indent=2))
    else:
        say(text(found, w) if found.ranked or found.ideas else w.say("opportunities.cli.empty"))
    return DONE


async def _register(database: str) -> "Register":
    from actions.opportunity_ranking import register
    from pilothouse.looked import looked

    return await looked(database, register)


def text(found: "Register", w: "Words") -> str:
    """The order as the list in Teams says it."""
    from actions.opportunity_views import row
    from cards.opportunity_list import counted, named, pulled, unanswered
    from cards.opportunity_words import weights

    lines = [counted(len(found.ranked), len(found.ideas), w), weights(found.weighting.weights, w)]
    for one in (*found.ranked, *found.ideas):
        shown = row(one, found, placed=True)
        lines += [named(shown, w), *(f"  {said}" for said in (pulled(shown, w), unanswered(shown, w)) if said)]
    return "\n".join(lines)


def document(found: "Register") -> dict[str, object]:
    """Everything, by codes. Scores are [lowest, highest] of 12, merit of 1200 (docs/opportunities.md)."""
    held = found.weighting
    return {
        "weights": {
            "version": held.version, "value": held.weights.value, "feasibility": held.weights.feasibility,
            "risk": held.weights.risk,
        },
        "ranked": [_plain(one, found) for one in found.ranked],
        "ideas": [_plain(one, found) for one in found.ideas],
    }  # fmt: skip


def _plain(one: "Opportunity", found: "Register") -> dict[str, object]:
    from portfolio.opportunities.pulls import unknown
    from portfolio.opportunities.scores import scores

    given, place = found.answers.get(one.id, {}), found.places.get(one.id)
    ranked: dict[str, object] = {}
    if place is not None:
        ranked = {
            "rank": place.rank, "best": place.best, "worst": place.worst, "of": place.of, "tied": list(place.tied),
            "merit": [place.merit.low, place.merit.high],
        }
    return {
        "id": one.id, "name": one.name, "workflow": one.workflow, **ranked,
        "scores": {score.value: [span.low, span.high] for score, span in scores(given).items()},
        "answers": {question.value: _said(answer) for question, answer in given.items()},
        "unknown": [question.value for question in unknown(given)],
    }  # fmt: skip


def _said(answer: "Answer") -> dict[str, object]:
    return {
        "answer": answer.fact.value if answer.fact else str(answer.amount), "basis": answer.basis.value,
        "source": answer.source, "on": answer.on.isoformat(),
    }  # fmt: skip
