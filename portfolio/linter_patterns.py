"""How units, dates, numbers, sources and the way from one event to another are written, English and German."""

import re

from portfolio.linter_words import LETTER, any_of

TIME_UNIT = "(?:seconds?|minutes?|hours?|days?|weeks?|sekunden?|minuten?|stunden?|tage?n?|wochen?)"
UNIT = re.compile(
    rf"\b{TIME_UNIT}\b|%|[€$£]|"
    rf"\b(?:{any_of('percent per_?cent prozent eur euros? usd gbp chf dollars? points? punkte?')})\b|"
    rf"\b(?:{any_of('share percentage proportion number_of count_of rate ratio zahl_der')})\b|"
    rf"\b{LETTER}*(?:anzahl|anteil|quote){LETTER}*\b|"
    rf"\b(?!(?:{any_of('times? durations? costs? revenues? effort')})\b)"
    rf"(?!{LETTER}*(?:{any_of('zeit dauer kosten umsatz aufwand')})\b)"
    rf"{LETTER}{{3,}} (?:per|pro|je) {LETTER}{{3,}}"
)
"""Also "complaints per month" and "findings per audit": what is counted is its own unit. Time and money need one."""

_BEGINS = any_of(
    "received receipt opened? request(?:ed)? ordered? submitted created raised start eingang eingegangen anfrage bestellung "
    "antrag auftrag beginn"
)
_ENDS = any_of(
    "draft submission resolution answer reply decision close delivery payment approval signature offer quote entwurf abgabe "
    "lösung antwort entscheidung abschluss lieferung zahlung freigabe unterschrift angebot"
)
SPAN = re.compile(
    rf"\b(?:from|between|von|vom|zwischen)\b[^\d]{{3,60}}?\b(?:to|until|and|bis|und)\b[^\d]{{0,40}}?{LETTER}{{3,}}|"
    rf"{LETTER}{{3,}}[^.;]{{0,40}}\b(?:{_BEGINS})\b ?(?:to|until|bis)\b ?{LETTER}|"
    rf"\b{LETTER}+ (?:to|until|bis) (?:the |a |zum |zur |einer? )?(?:first |final |signed |ersten? )?(?:{_ENDS})\b"
)
"""From one event of a case to another: what is measured, and of which cases, in one."""

_READ = any_of("measured counted tracked recorded logged reported read taken kept as_seen")
_GELESEN = any_of("gemessen gezählt erfasst gelesen ausgewiesen dokumentiert")
_SYSTEMS = any_of(
    "psa crm erp sap servicenow jira salesforce dynamics workday itsm zeiterfassung time_?sheets? time_entries ledger "
    "hauptbuch buchhaltung"
)
SOURCE = re.compile(
    rf"\b(?:(?:{_READ}) (?:in|by|from|with|at)|according to|as per|based on|data (?:from|in)|"
    rf"(?:{_GELESEN}) (?:in|im|mit|aus|von|durch)|laut|gemäß|"
    rf"(?:in|im|from|aus) (?:der |dem |the |our )?(?:{_SYSTEMS}))\b[^.;,]*|\b(?:source|quelle):[^.;,]*"
)

_MONTH = (
    "(?:jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz|maerz|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?|"
    "sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)"
)
_BY = "(?:by|until|before|in|bis|end of|ende|mitte|anfang)"
DATE = re.compile(
    r"\d{4}-\d{2}(?:-\d{2})?|\b\d{1,2}/\d{1,2}/\d{2,4}\b|"
    rf"\b\d{{1,2}}\.\s?(?:\d{{1,2}}\.|{_MONTH}\b)(?:\s?\d{{2,4}})?|"
    rf"\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\b(?: \d{{4}})?|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}})?|"
    rf"\b{_BY} (?:the )?(?:end of |ende |mitte |anfang )?{_MONTH}\b(?: \d{{4}})?|\b{_MONTH} \d{{4}}\b|"
    r"\bq[1-4](?:[ /]?\d{4})?\b|\b[1-4]\. quartal(?: \d{4})?\b|"
    rf"\b{_BY} (?:the end of )?20\d\d\b|\bim jahr 20\d\d\b|"
    r"\b(?:by )?(?:the )?(?:year'?s? ?end|end of (?:the )?(?:year|quarter|month))\b|\b(?:jahres|quartals)ende\b|"
    r"\b(?:within|in|innerhalb von|binnen) (?:the next |den nächsten )?\w+ (?:months|quarters|monaten|quartalen)\b|"
    r"\b(?:by|bis zu[mr]) (?:the )?(?:gate|decision date|entscheidung)\b"
)

NUMBER_WORD = (
    "(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|fifty|hundred|half|halve[sd]?|third|double[sd]?|"
    "twice|triple|zero|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|zwanzig|dreißig|fünfzig|hundert|hälfte|halbieren|"
    "drittel|verdoppeln|doppelt|null)"
)
_LEADS = any_of(
    "to from by under below least most than about over above only auf um von unter höchstens mindestens über etwa nur "
    "statt als"
)
_NAMES = "".join(
    f"(?<!{word} )"
    for word in ("office", "copilot", "microsoft", "windows", "iso", "article", "section", "phase", "version", "level")
)
NUMBER = re.compile(
    rf"(?:[€$£<>≤≥=] ?|\b(?:{_LEADS}) )[€$£]?\d|"
    rf"(?<![\w./-]){_NAMES}\d[\d.,]*(?: ?[%€$]|[ -]?{TIME_UNIT}\b| ?(?:percent|prozent|eur|euros?|usd)\b| {LETTER}{{4,}})|"
    rf"\b{NUMBER_WORD}\b"
)
"""A number that could be reached: with a unit, a direction or a thing beside it; the number in a name is none."""

_LEAD = any_of(
    "the average mean median typical total number of working business elapsed die der durchschnittliche[nr]? mittlere[nr]? "
    "anzahl zahl"
)
NAMED_UNIT = re.compile(rf"^(?:(?:{_LEAD}) )*({TIME_UNIT})\b|(?:\bin |[(\[])({TIME_UNIT})[)\]]?$")
"""The unit that a name begins with, or ends with: "Hours from request to answer", "Time to answer (hours)"."""
NAMED_SHARE = re.compile(rf"^(?:(?:{_LEAD}) )*({any_of('share percentage proportion anteil quote prozentsatz')})\b")

EVERY = re.compile(
    r"\b(?:per|pro|je|a|an|each|every)"
    r" (?:hour|day|week|month|quarter|year|stunde|tag|woche|monat|quartal|jahr)\b"
)
"""How often, which is neither a thing nor a unit."""
THINGS = re.compile(rf"(?<![\w./-]){_NAMES}\d[\d.,]* {LETTER}{{4,}}")
PER = re.compile(rf"\b(?:per|pro|je) (?:1[.,]?000 |100 )?{LETTER}{{3,}}")
