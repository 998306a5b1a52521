"""The words lists use for how far something has come, and what they mean here."""

import re
from collections.abc import Iterator

from portfolio.imports.entries import ListedStage

_WORDS: tuple[tuple[ListedStage, str], ...] = (
    # The order matters: "retired pilot" is retired, "pre-production pilot" a pilot, "pilot planned" not one yet.
    (ListedStage.UNKNOWN, "not-retired not-a-pilot no-longer-pilot no-longer-a-pilot no-longer-in-pilot kein-pilot "
     "nicht-mehr-pilot nicht-mehr-im-pilot"),  # what it is not says nothing of what it is
    (ListedStage.RETIRED, "retired retirement decommissioned discontinued cancelled canceled terminated sunset archived "
     "stopped abandoned ceased withdrawn no-longer eingestellt abgeschaltet beendet stillgelegt abgebrochen gestoppt "
     "verworfen nicht-mehr"),
    (ListedStage.PRE_DEPLOYMENT, "planned planning idea proposed backlog to-do not-started pre-pilot geplant planung idee "
     "ideen vorgeschlagen planungsphase"),
    # "Implementation" is the phase before operation in every life cycle that has it; what is done is "implemented".
    (ListedStage.PILOT, "pilot pilots pilotphase pilotprojekt pilotbetrieb piloting poc proof-of-concept mvp trial beta "
     "experiment experimental prototype sandbox test testing implementation implementing versuch versuchsbetrieb erprobung "
     "erprobungsphase pilotierung testphase testbetrieb"),
    (ListedStage.PRE_DEPLOYMENT, "pre-deployment predeployment pre-production preproduction initiated initiation "
     "development acquisition design discovery research concept "
     "not-in-production not-yet not-deployed not-live noch-nicht nicht-produktiv entwicklung konzept konzeptphase "
     "konzeption anforderung vorbereitung umsetzung machbarkeitsstudie"),
    (ListedStage.UNKNOWN, "not-in-use not-implemented not-operational not-active nicht-im-einsatz nicht-in-betrieb "
     "nicht-eingeführt nicht-aktiv"),  # not yet, or no more
    (ListedStage.DEPLOYED, "deployed deployment production operational operation operations maintenance live implemented "
     "active in-use o-m rolled-out rollout scaled mission produktion produktiv produktivbetrieb regelbetrieb betrieb "
     "im-einsatz eingeführt ausgerollt"),
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
