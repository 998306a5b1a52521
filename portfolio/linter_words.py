"""The vocabulary of the metric linter, English and German, as patterns over lower-case text (FEATURES B2).

English words match whole; German stems match inside of compounds ("Nutzungsquote", "Rechnungsdurchlaufzeit"). In the lists
"_" stands for a space; each entry may be a pattern of its own.
"""

import re
from typing import TypeAlias

Pattern: TypeAlias = "re.Pattern[str]"
LETTER = r"[^\W\d_]"


def any_of(words: str) -> str:
    """The entries of a list as one pattern."""
    return "|".join(word.replace("_", " ") for word in words.split())


def _english(words: str) -> str:
    return rf"\b(?:{any_of(words)})\b"


def _german(stems: str) -> str:
    return rf"\b{LETTER}*(?:{any_of(stems)}){LETTER}*\b"


def _either(english: str, german: str) -> Pattern:
    return re.compile(f"{_english(english)}|{_german(german)}")


OUTCOME = _either(
    """
    times? durations? hours? days? minutes? weeks? turnaround waits? delays? latency backlog overtime effort
    errors? defects? rework(?:ed)? mistakes? complaints? escalations? corrections? rejections? denials? returns? refunds?
    faults? bugs? accuracy accidents? injur(?:y|ies) outages? downtime false_(?:positives?|negatives?)
    revenues? (?<!in_)sales(?!_(?:team|people|force|staff|department|rep)) turnover margins? profits? conversions?
    wins? pipeline churn renewals? retention orders bookings?
    costs? spend spending savings? prices? cash fees penalt(?:y|ies) fines write-?offs?
    findings? violations? breach(?:es)? incidents? exceptions? deviations? non-?conformit(?:y|ies) overdue
    satisfaction csat nps scores? throughput absences? attrition unused idle
    """,
    """
    zeit(?:en)?\\b dauer stunden \\btagen?\\b
    (?:kranken|krankheits|fehl|ausfall|arbeits|werk|liege|verzugs|warte|lager|durchlauf|(?<!schul)ungs)tage
    minuten wochen verzug verspätung rückst[aä]nd aufwand durchsatz
    fehler nacharbeit m[aä]ngel reklamation beschwerde eskalation korrektur ablehnung retoure ausschuss genauigkeit ausfälle
    ausfallzeit unfälle fehlzeit ums[aä]tz erlös marge gewinn abschluss abschlüss kosten\\b ausgaben einsparung kündigung
    abwanderung vertragsverlängerung ungenutzt feststellung befund verst[oö](?:ß|ss) vorf[aä]ll abweichung überfällig
    zufriedenheit
    """,
)
"""What leadership already tracks: time, errors, money, findings, satisfaction (DOMAIN.md, trait 1)."""

DONE = _either(
    """
    resolved solved closed won paid delivered cleared passed settled recovered shipped renewed approved on_time
    in_time in_full
    late same_day first_time right_first without_rework
    """,
    """
    gelöst erledigt abgeschlossen gewonnen bezahlt geliefert pünktlich termingerecht rechtzeitig fristgerecht taggleich
    genehmigt freigegeben bestanden
    """,
)
"""What became of a case: it makes an outcome of things that are merely counted."""

COUNTED = re.compile(
    rf"{_english('number count share percentage proportion fraction ratio volume rate')}|{LETTER}+ per \S|"
    rf"{_german('anzahl anteil quote')}|\b(?:zahl|rate|menge)\b|{LETTER}+ (?:pro|je) \S"
)
"""A count or a share: of whatever is named beside it."""

_TOOLS = "copilot ai ki tool chatgpt assistants? assistenten? chatbots? bots? agents? use usage training nutzung schulung"
TOOL = re.compile(
    _english("ai ki copilots? chatgpt gpt llms? genai generative agents? bots? chatbots? assistants? assistent\\w*")
)
"""What the work is done with: without an outcome beside it, a number about it counts use."""

NEVER = re.compile(
    rf"(?:hours?|minutes?|days?|time|stunden|minuten|tage|zeit)(?: spent)? (?:of|in|with|using|mit|im|in der) "
    rf"(?:the |dem |der )?(?:{any_of(_TOOLS)})\b|"
    + _english("training_hours usage_(?:time|hours|days) hours_of_use active_days session_(?:length|duration)s? screen_time")
    + "|"
    + _english("nutzungs(?:dauer|zeit|stunden|tage) schulungs(?:stunden|tage|zeit) sitzungsdauer aktiven?_tage")
)
"""Lengths of time that measure use and nothing else."""

ACTIVITY = _either(
    """
    (?<!tickets_per_)(?<!calls_per_)(?<!cases_per_)(?<!resets_per_)(?<!per_1,000_)(?:active_|monthly_|weekly_|daily_)*users?
    (?<!energy_)(?<!water_)(?<!power_)(?<!fuel_)(?<!paper_)(?:usage|use)
    use_cases? used log-?ins? sign-?ins? prompts? prompting
    adoption(?:_rates?)? adopters? engagement trainings? train(?:ed|ing)? workshops? webinars? courses? enrol+ments?
    licen[cs]es? seats?
    activations? activated mau dau wau roll(?:ed|ing)?[_-]?outs? deployed pilots?
    (?<!failed_)deployments?(?!_(?:frequency|that_fail)) demos? installs?
    installations? awareness
    attendance participation participants? downloads? clicks? tokens? champions?
    """,
    """
    (?:ki|copilot)_(?:nutzen|einsetzen|verwenden) nutzer(?!beschwerde|fehler) nutzung anwender anwendungsf[aä]ll
    anmeldungen einloggen
    eingeloggt prompts geschult pilotprojekt schulung(?!saufwand|skosten) trainings\\b training\\b lizenz(?!kosten)
    adoption akzeptanz
    teilnahme teilnehmer einführung verbreitung aktivierung klicks schulen einweisung verwendung inanspruchnahme
    """,
)
"""Use, and what is done to bring it about: a leading indicator, which never decides (B18)."""

TALK = _either(
    """
    chats? conversations? sessions? messages? interactions? quer(?:y|ies) page_?views? views visits? questions_asked
    answers_given
    (?:documents|drafts|summaries|texts|images|slides|e?-?mails)_(?:generated|created|written)_by
    (?:documents|drafts|summaries|texts|images|slides)_generated suggestions?
    lines_of_code_(?:suggested|generated|accepted)
    """,
    "chats unterhaltungen nachrichten interaktion abfragen aufrufe besuche vorschläge",
)
"""Use as well, unless something became of it (DONE)."""

VAGUE = _either(
    """
    money geld efficien(?:cy|cies|t|tly) productiv(?:e|ity) quality innovat(?:ion|ive|e) transform(?:ation|ing)?
    moderni[sz]\\w* value
    benefits? impacts? experiences? collaborat\\w+ creativity agil(?:e|ity) insights? potential capabilit(?:y|ies)
    performance
    effective(?:ness|ly)? streamlin\\w+ optimi[sz]\\w+ smart(?:er)? better faster quick(?:er|ly) easier seamless
    competitive\\w*
    maturity readiness learning excellence future explor\\w+ experiment\\w* leverag\\w+ empower\\w* enabl\\w+ simplif\\w+
    more_ai understand\\w* evaluat\\w+ assess\\w*
    """,
    """
    effizien produktiv qualität innovati digitalisier transformation modernisier mehrwert nutzen wirkung
    zusammenarbeit kreativ
    agil erlebnis
    erfahrung potenzial potential leistungsfähig optimier vereinfach verschlank entlast reifegrad bereitschaft erkund
    ausprobier erprob evaluier zukunft schneller besser einfacher befähig verstehen
    """,
)
"""Words of a wish: nobody can count them."""

LOWER = _either(
    """
    reduc\\w+ cut(?:s|ting)? lower\\w* falls? fell decreas\\w+ drops? short(?:en)?(?:er|s)? fewer less below under at_most
    halv(?:e|es|ed|ing) sav(?:e|es|ed|ing|ings) eliminat\\w+ no_more_than minimi[sz]\\w+ avoid\\w* down
    """,
    """
    senk sink reduzier verringer verkürz halbier weniger höchstens \\bunter\\b einspar vermeid vermindern abbau kürzer
    niedriger
    """,
)
HIGHER = _either(
    """
    increas\\w+ rais(?:e|es|ed|ing) gr(?:ow|ows|owth) more higher above over at_least doubl(?:e|es|ed) up lift boost
    maximi[sz]\\w+ rises?
    """,
    "steiger erhöh wachs mindestens mehr\\b über\\b verdoppel höher anheb ausbau",
)

FILLER = re.compile(
    _english(
        """
        a an the and or of for in on at to by with from per as is are be we our their its it that this which who all
        each will
        should can so than into through via until after before between across within not no
        improv\\w+ enhanc\\w+ achiev\\w+ deliver\\w* driv(?:e|es|ing) support\\w* help\\w* increase reduce make
        making provide\\w*
        ai ki copilots? chatgpt gpt llms? genai generative agents? bots? chatbots? assistants? models? tools? technolog\\w+
        digital\\w* automat\\w+ machine solutions? platforms? systems? process(?:es|ing)? workflows? work business company
        organi[sz]ation\\w* average median mean total overall typical cycle lead handling response audit compliance monthly
        weekly daily yearly months? quarter year week number count share percentage percent proportion ratio rates? volume
        saved spent lost new many very much most about around end
        der die das den dem des ein eine einer einem einen und oder von vom für im am an auf zu zum zur mit bei aus
        um pro je als
        ist sind wird werden wir unser\\w* sich soll\\w* kann bis nach vor zwischen durch nicht kein\\w* verbesser\\w+
        unterstütz\\w+ nutzen einsetzen testen prozess\\w* arbeit abläuf\\w+ unternehmen anzahl zahl anteil quote prozent
        durchschnitt\\w* mittlere\\w* gesamt\\w* monat\\w* quartal jahr woche ende etwa rund
        """
    )
)
"""What says nothing about which cases are counted."""

GENERIC_STEM = re.compile(rf"(?:{any_of('durchlauf bearbeitungs? warte reaktions antwort liefer gesamt fehler arbeits')})+")
"""First parts of German compounds that say nothing about the cases: "Bearbeitungszeit", unlike "Rechnungszeit"."""
COMPOUND = re.compile(rf"\b({LETTER}+?)(?:{any_of('zeit(?:en)? dauer quote rate kosten fehler aufwand abschluss')})\b")
