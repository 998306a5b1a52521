"""Whether a benefit is stated as an outcome with a number and a unit, or only praised. Rules, no model.

A number counts when a unit stands beside it, the two do not merely describe a thing ("a 5-year survival", "3-minute
interviews"), and words of an outcome (saved, reduced, more, fewer, time spent ...) stand near it in the same sentence.
"""

import re

_NUMBER = r"\d[\d.,]*(?:\s?[-–]\s?\d[\d.,]*)?"
_SCALE = r"(?:\s?(?:[kKmM]|thousand|million|billion|Tsd\.?|Mio\.?|Mrd\.?|tausend|millionen|milliarden)\b)?"
_TIME = (
    r"(?:FTE |staff |analyst |work(?:ing)? |person |man )?(?:seconds|minutes|mins|hours|hrs|days|weeks|months|years|"
    r"Sekunden|Minuten|Stunden|Tagen?|Wochen|Monaten?|Jahren?)"
)
_ITEMS = (
    r"(?:[a-z]+ )?(?:items?|records?|cases?|audits?|documents?|requests?|calls?|tickets?|emails?|e-mails|applications?|"
    r"claims?|transactions?|images?|inquiries|queries|files|pages|errors?|hotspots|earthquakes|Fälle|Anfragen|Anträge|"
    r"Dokumente|Vorgänge|Tickets|Belege|FTEs?)"
)
_MEASURE = re.compile(
    rf"(?P<money>[$€£]\s?{_NUMBER}{_SCALE})|(?P<share>{_NUMBER}\s?(?:%|percent|per cent|Prozent))"
    rf"|(?P<times>{_NUMBER}\s?(?:x|×|-?fold|times|mal|-?fach)\b)"
    rf"|(?P<amount>(?<![\w-]){_NUMBER}\+?{_SCALE}\s(?:{_TIME}|{_ITEMS})\b(?!\s(?:old|of (?:age|experience|research))\b))"
)
_OUTCOME = re.compile(
    r"\b(?:sav\w+|reduc\w+|cut\w*|decreas\w+|increas\w+|improv\w+|more|fewer|less|faster|quick\w*|better|lower\w*|shorten\w*|"
    r"avoid\w*|eliminat\w+|accelerat\w+|detect\w+|process\w*|handl\w+|resolv\w+|result\w+|success\w*|produc\w+|complet\w+|"
    r"report\w*|accura\w+|time spent|spar\w+|gespart|reduzier\w+|senk\w+|gesenkt|verkürz\w+|weniger|mehr|schneller|"
    r"steiger\w+|verbesser\w+|vermeid\w+|erledig\w+|bearbeit\w+)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[^\d\s])|[\r\n]+|_x000D_")
NEAR = 90
"""Characters between a number and the word that makes an outcome of it."""


def measured_benefit(text: str) -> str | None:
    """The first outcome with a number and a unit, as it is written; None when there is none."""
    for sentence in _SENTENCE.split(text):
        for found in _MEASURE.finditer(sentence):
            around = sentence[max(0, found.start() - NEAR) : found.end() + NEAR]
            if _OUTCOME.search(around):
                return found[0].strip()
    return None
