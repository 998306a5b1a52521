"""What people read about the app in Teams, per language. English is the default language.

The commands themselves are not translated: a press on one sends its name to the bot, and the bot knows these names.
"""

from dataclasses import dataclass

from portfolio.views.notices import Word

_UNLISTED = frozenset({Word.CONSTRAINTS, Word.WORKFLOWS})
COMMANDS = tuple(word for word in Word if word not in _UNLISTED)
"""Teams lists at most twelve. What the help names besides is typed, or reached from a card."""
PERSONAL = frozenset({Word.REGISTER, Word.CHECK_IN, Word.CONNECT, Word.LOG, Word.IDEA})
"""Elsewhere the bot answers these by pointing to the personal chat; a test holds this against bot.commands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandTexts:
    """One line on each command, shown beside it in the command menu."""

    help: str
    register: str
    check_in: str
    portfolio: str
    show: str
    search: str
    connect: str
    gate: str
    log: str
    digest: str
    decisions: str
    idea: str

    def of(self, command: Word) -> str:
        text: str = getattr(self, command.name.lower())
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class FindTexts:
    """The message extension: its command and what it asks for. Titles have at most 32 characters, descriptions 128."""

    title: str
    description: str
    parameter: str
    parameter_description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionTexts:
    """The message action. Titles have at most 32 characters, descriptions 128."""

    title: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The app's own words in one language. `{name}` stands for the name the app was given."""

    language: str
    full_name: str
    short: str  # at most 80 characters
    full: str  # at most 4000
    commands: CommandTexts
    find: FindTexts
    case: ActionTexts
    personal: str  # follows the line of a PERSONAL command outside the personal chat


ENGLISH = Texts(
    language="en",
    full_name="{name}: from AI pilot to production",
    short="Take AI pilots to production, or retire them, on a date, with a named person.",
    full=(
        "{name} takes AI pilots to production, or retires them, on a date, with a named person.\n\n"
        "Every initiative has one sponsor, one number that decides, a baseline and a gate at most 90 days away. "
        "Sponsors answer one card a month in their personal chat, for all their initiatives at once. "
        "At the gate the sponsor decides: fund to production, narrow the scope, or retire. "
        "Leadership reads the outcomes in a channel, with what was measured, what was only reported, "
        "and what is not known.\n\n"
        "{name} reads no chats and no channel messages except those addressed to it. "
        "A new installation sends nothing until an administrator lets it."
    ),
    commands=CommandTexts(
        help="What you can ask, and what is waiting for you",
        register="Register an AI initiative: sponsor, metric, target, date",
        check_in="Answer the monthly check-in for all your initiatives",
        portfolio="List the initiatives you may see, and where each one stands",
        show="Show one initiative, for example: show proposal drafts",
        search="Find initiatives by a word, for example: search invoices",
        connect="Say in which list or file the number of an initiative is counted",
        gate="Open the next decision that is due",
        log="Log one case while a baseline is being counted",
        digest="This month's outcomes, as leadership reads them",
        decisions="Every decision to come, by its date",
        idea="Propose work that AI could take over, for example: idea answering tenders",
    ),
    find=FindTexts(
        title="Find an initiative",
        description="Find an AI initiative you may see, and paste its card into this chat",
        parameter="Words",
        parameter_description="A word of its name or of the work it improves",
    ),
    case=ActionTexts(
        title="This could be an AI case",
        description="Propose the work in this message as an idea; the programme office answers within ten working days",
    ),
    personal=" (in your personal chat with me)",
)

GERMAN = Texts(
    language="de",
    full_name="{name}: vom KI-Pilot in die Produktion",
    short="KI-Piloten in Produktion bringen oder beenden: mit Termin und Verantwortlichen.",
    full=(
        "{name} bringt KI-Piloten in die Produktion oder beendet sie: zu einem Termin, mit einer namentlich "
        "verantwortlichen Person.\n\n"
        "Jede Initiative hat genau eine verantwortliche Person, eine Zahl, die entscheidet, einen Ausgangswert und "
        "eine Entscheidung in höchstens 90 Tagen. Verantwortliche beantworten im persönlichen Chat eine Karte im "
        "Monat, für alle ihre Initiativen zugleich. Am Termin wird entschieden: in die Produktion übernehmen, den "
        "Umfang verkleinern oder beenden. Die Leitung liest die Ergebnisse in einem Kanal, mit dem, was gemessen, "
        "was nur berichtet und was nicht bekannt ist.\n\n"
        "{name} liest keine Chats und keine Kanalnachrichten außer denen, die an den Bot gerichtet sind. "
        "Eine neue Installation sendet nichts, bis die Administration es freigibt."
    ),
    commands=CommandTexts(
        help="Was Sie fragen können und was auf Sie wartet",
        register="Eine KI-Initiative anmelden: verantwortliche Person, Kennzahl, Ziel, Termin",
        check_in="Die monatliche Rückmeldung zu allen Ihren Initiativen geben",
        portfolio="Die Initiativen, die Sie sehen dürfen, und ihr Stand",
        show="Eine Initiative zeigen, zum Beispiel: show Angebotsentwürfe",
        search="Initiativen nach einem Wort finden, zum Beispiel: search Rechnungen",
        connect="Sagen, in welcher Liste oder Datei die Zahl einer Initiative gezählt wird",
        gate="Die nächste fällige Entscheidung öffnen",
        log="Einen Fall erfassen, solange ein Ausgangswert gezählt wird",
        digest="Die Ergebnisse des Monats, wie die Leitung sie liest",
        decisions="Alle Entscheidungen, die anstehen, nach Termin",
        idea="Arbeit vorschlagen, die KI übernehmen könnte: idea Ausschreibungen beantworten",
    ),
    find=FindTexts(
        title="Initiative finden",
        description="Eine KI-Initiative finden, die Sie sehen dürfen, und ihre Karte in diesen Chat einfügen",
        parameter="Wörter",
        parameter_description="Ein Wort aus ihrem Namen oder der Arbeit, die sie verbessert",
    ),
    case=ActionTexts(
        title="Das könnte ein KI-Fall sein",
        description="Arbeit aus dieser Nachricht als Idee vorschlagen; das Programmbüro antwortet in zehn Arbeitstagen",
    ),
    personal=" (in Ihrem persönlichen Chat mit mir)",
)

DEFAULT, TRANSLATIONS = ENGLISH, (GERMAN,)
