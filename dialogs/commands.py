"""What people type: a command with its argument, or unknown words with the three likeliest commands.

Commands are recognised, never guessed at: a slip of the finger gets help, not an action.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher

from portfolio.views.notices import OfficeWord, Word

SYNONYMS: dict[str, Word | OfficeWord] = {
    "help": Word.HELP, "hilfe": Word.HELP, "?": Word.HELP, "hi": Word.HELP, "hello": Word.HELP, "hallo": Word.HELP,
    "register": Word.REGISTER, "registrieren": Word.REGISTER, "new initiative": Word.REGISTER,
    "check in": Word.CHECK_IN, "check-in": Word.CHECK_IN, "checkin": Word.CHECK_IN,
    "portfolio": Word.PORTFOLIO, "list": Word.PORTFOLIO, "initiatives": Word.PORTFOLIO,
    "show": Word.SHOW, "zeigen": Word.SHOW,
    "search": Word.SEARCH, "suche": Word.SEARCH, "suchen": Word.SEARCH, "find": Word.SEARCH,
    "gate": Word.GATE, "decide": Word.GATE,
    "log": Word.LOG, "log a case": Word.LOG, "erfassen": Word.LOG, "fall erfassen": Word.LOG,
    "digest": Word.DIGEST,
    "constraints": Word.CONSTRAINTS, "einschränkungen": Word.CONSTRAINTS, "constraint": Word.CONSTRAINTS,
    "workflows": Word.WORKFLOWS, "arbeitsabläufe": Word.WORKFLOWS, "workflow": Word.WORKFLOWS,
    "arbeitsablauf": Word.WORKFLOWS,
    "connect": Word.CONNECT, "verbinden": Word.CONNECT,
    "decisions": Word.DECISIONS, "entscheidungen": Word.DECISIONS, "calendar": Word.DECISIONS, "kalender": Word.DECISIONS,
    "roadmap": OfficeWord.ROADMAP, "phases": OfficeWord.PHASES, "phasen": OfficeWord.PHASES,
    "digest here": OfficeWord.DIGEST_HERE,
    "preview": OfficeWord.PREVIEW, "vorschau": OfficeWord.PREVIEW,
    "release": OfficeWord.RELEASE,
    "sponsor": OfficeWord.SPONSOR,
    "adopt": OfficeWord.ADOPT, "übernehmen": OfficeWord.ADOPT,
    "usage": OfficeWord.USAGE, "nutzung": OfficeWord.USAGE,
    "sources": OfficeWord.SOURCES, "quellen": OfficeWord.SOURCES,
    "enable": OfficeWord.ENABLE, "freigeben": OfficeWord.ENABLE,
    "map": OfficeWord.MAP, "ist-bild": OfficeWord.MAP,
    "interview": OfficeWord.INTERVIEW, "interviews": OfficeWord.INTERVIEW,
    "audit": OfficeWord.AUDIT, "prüfung": OfficeWord.AUDIT,
    "idea": Word.IDEA, "idee": Word.IDEA, "ideas": OfficeWord.IDEAS, "ideen": OfficeWord.IDEAS,
    "my ideas": OfficeWord.IDEAS, "meine ideen": OfficeWord.IDEAS,
    "import": OfficeWord.IMPORT, "importieren": OfficeWord.IMPORT,
    "opportunities": OfficeWord.OPPORTUNITIES, "chancen": OfficeWord.OPPORTUNITIES,
    "reading": OfficeWord.READING, "lesestand": OfficeWord.READING,
}
"""What is understood, in any language the app speaks."""

_TAKES_ARGUMENT = (
    Word.REGISTER, Word.SHOW, Word.SEARCH, Word.GATE, Word.CONNECT, Word.LOG, Word.CONSTRAINTS, Word.WORKFLOWS,
    Word.IDEA, OfficeWord.RELEASE, OfficeWord.SPONSOR,
    OfficeWord.USAGE, OfficeWord.ENABLE, OfficeWord.IMPORT,
    OfficeWord.INTERVIEW, OfficeWord.MAP, OfficeWord.OPPORTUNITIES,
)
_MOST_SAID = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A recognised command; `argument` is what follows it ("" when nothing does)."""

    word: Word | OfficeWord
    argument: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """Words that are no command; `said` is shortened for showing."""

    said: str
    likely: tuple[Word, ...]


def read(text: str) -> Typed | Unclear:
    """The command somebody typed. Letter case, spaces and a closing full stop do not matter."""
    words = " ".join(text.split()).strip(" .!").strip()
    folded = words.casefold()
    if folded in SYNONYMS:
        return Typed(word=SYNONYMS[folded], argument="")
    for known, word in sorted(SYNONYMS.items(), key=lambda one: -len(one[0])):
        if word in _TAKES_ARGUMENT and folded.startswith(known + " "):
            return Typed(word=word, argument=words[len(known) + 1 :].strip())
    return Unclear(said=words[:_MOST_SAID], likely=_likely(folded))


def _likely(said: str) -> tuple[Word, ...]:
    """Three commands, likeliest first: by the closest word that was typed."""
    def closeness(word: Word) -> float:
        names = [known for known, meant in SYNONYMS.items() if meant is word]
        return max(SequenceMatcher(None, said[:_MOST_SAID], name).ratio() for name in names)

    return tuple(sorted(Word, key=lambda word: (-closeness(word), list(Word).index(word)))[:3])
