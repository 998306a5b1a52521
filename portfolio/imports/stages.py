"""The words lists use for how far something has come, and what they mean here."""

import re
from collections.abc import Iterator

from portfolio.imports.entries import ListedStage

_WORDS: tuple[tuple[ListedStage, str], ...] = (
    # The order matters: "retired pilot" is retired, "pre-production pilot" a pilot, "pilot planned" not one yet.
    (ListedStage.RETIRED, "retired retirement decommissioned discontinued cancelled canceled terminated sunset archived "
     "stopped abandoned eingestellt abgeschaltet beendet stillgelegt abgebrochen"),
    (ListedStage.PRE_DEPLOYMENT, "planned planning idea proposed backlog geplant planung idee vorgeschlagen"),
    (ListedStage.PILOT, "pilot piloting pilotphase poc proof-of-concept trial beta experiment experimental prototype "
     "test testing implementation-and-assessment versuch erprobung pilotierung"),
    (ListedStage.PRE_DEPLOYMENT, "pre-deployment predeployment pre-production preproduction initiated initiation "
     "development acquisition design discovery research concept "
     "not-in-production entwicklung konzept anforderung vorbereitung"),
    (ListedStage.DEPLOYED, "deployed deployment production operational operation operations maintenance live implemented "
     "implementation active in-use rolled-out scaled mission produktion produktiv betrieb eingeführt ausgerollt"),
)  # fmt: skip
"""Stages of public inventories of several years, and of project lists in English and German."""


def stage_of(text: str) -> ListedStage:
    """What a cell says. UNKNOWN for an empty one and for words that say nothing: a stage is never guessed."""
    plain = _plain(text)
    if not plain.strip():
        return ListedStage.UNKNOWN
    for stage, word in _listed():
        if f" {word} " in plain:
            return stage
    return ListedStage.UNKNOWN


_WORD = re.compile(r"[^\W_]+")


def _plain(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def _listed() -> Iterator[tuple[ListedStage, str]]:
    for stage, words in _WORDS:
        for word in words.split():
            yield stage, word.replace("-", " ")
