"""Short answers: welcome, help, a notice, and what became of something."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portfolio.errors import Problem


class Tone(StrEnum):
    """How a notice is meant; always shown as an icon and words, never by colour alone."""

    INFO = "info"
    GOOD = "good"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One sentence as title and one below it: words keys "notice.<code>.title" and "notice.<code>.text".

    For a refusal the code is the error's ("error.<code>" is the text). `initiative` puts a [Show it] button under it.
    """

    tone: Tone
    code: str
    params: Mapping[str, object]
    initiative: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftAsTyped:
    """A refused form with so much typed into it that no card can hold it once more: the one that was pressed stays as it is,
    with all of it, and what is wrong is said under it."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome:
    """Said once on installation. `in_channel`: to a team rather than to a person. `shadow`: nothing is sent yet."""

    name: str
    in_channel: bool
    shadow: bool


class Word(StrEnum):
    """The commands people can type."""

    HELP = "help"
    REGISTER = "register"
    CHECK_IN = "check in"
    PORTFOLIO = "portfolio"
    SHOW = "show"
    SEARCH = "search"
    CONNECT = "connect"
    GATE = "gate"
    LOG = "log"
    DIGEST = "digest"
    DECISIONS = "decisions"
    CONSTRAINTS = "constraints"
    WORKFLOWS = "workflows"
    IDEA = "idea"


class OfficeWord(StrEnum):
    """Further commands, for admins and the programme office; shown to those who may use them."""

    PREVIEW = "preview"
    RELEASE = "release"
    DIGEST_HERE = "digest here"
    SPONSOR = "sponsor"
    ADOPT = "adopt"
    USAGE = "usage"
    SOURCES = "sources"
    ENABLE = "enable"
    READING = "reading"
    IMPORT = "import"
    AUDIT = "audit"
    ROADMAP = "roadmap"
    PHASES = "phases"
    INTERVIEW = "interview"
    IDEAS = "ideas"
    MAP = "map"
    OPPORTUNITIES = "opportunities"


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """All commands, or after unknown words the three likeliest. `said` is what was typed, shortened; `office` what this
    person may type beyond everybody's."""

    said: str | None
    likely: tuple[Word, ...]
    in_channel: bool
    office: tuple[OfficeWord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Something went wrong on our side; the reference finds the one logged traceback."""

    reference: str
