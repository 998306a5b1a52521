"""What lists call their columns: public inventories of several years, project lists, ticket exports; English and German.

Names as they are compared (sheets.heading_words): without case, brackets, numbering and "AI", and a plural as its singular;
the surest first.
"""

from collections.abc import Mapping

from portfolio.imports.entries import Field

NAMES: Mapping[Field, tuple[str, ...]] = {
    Field.KEY: ("use case id", "use case identifier", "initiative id", "project id", "inventory id", "record id",
                "issue key", "id", "identifier", "kennung", "nummer", "number", "key", "nr", "no", "ref", "reference"),
    Field.NAME: ("use case name", "initiative name", "project name", "pilot name", "use case title", "use case", "title",
                 "initiative", "project", "name", "bezeichnung", "titel", "vorhaben", "projekt", "projektname",
                 "anwendungsfall"),
    Field.STAGE: ("stage of development", "development stage", "lifecycle stage", "stage", "status", "phase", "state",
                  "lifecycle", "life cycle", "entwicklungsstand", "reifegrad", "projektstand", "maturity",
                  "umsetzungsstand", "stand"),
    Field.STARTED: ("first use", "first used", "pilot start", "operational date", "operation date", "date implemented",
                    "go live date", "go live", "live since", "live date", "in use since", "first production use",
                    "start date", "date started", "started", "start", "deployment date", "production date",
                    "became operational", "implementation date", "live from", "since", "erste nutzung", "startdatum",
                    "beginn", "seit", "inbetriebnahme", "einführung", "pilotstart", "implemented", "deployed",
                    "launched", "launch", "produktivsetzung", "eingeführt", "ab"),
    Field.ORGANISATION: ("agency", "organisation", "organization", "company", "department", "ministry", "agency name",
                         "gesellschaft", "unternehmen", "firma", "behörde", "ministerium", "agency abbreviation"),
    Field.UNIT: ("agency bureau", "bureau", "business unit", "office", "division", "unit", "team", "component",
                 "bureau name", "bureau department", "abteilung", "bereich", "referat", "organisationseinheit", "einheit",
                 "directorate", "function", "practice", "area", "department", "agency", "business line", "bu", "center",
                 "centre"),
    Field.CONTACT: ("contact email", "owner email", "contact", "point of contact", "poc email", "poc", "email", "e mail",
                    "kontakt", "ansprechpartner", "ansprechpartnerin", "contact name", "mail"),
    Field.SPONSOR: ("executive sponsor", "sponsor", "business owner", "accountable", "owner", "sro",
                    "responsible", "verantwortlich", "verantwortlicher", "verantwortliche", "verantwortung", "sponsorin",
                    "auftraggeber"),
    Field.INTENT: ("problem solved", "problem", "purpose", "intent", "objective", "description", "summary", "goal",
                   "intended purpose", "use case description", "zweck", "ziel", "zielsetzung", "beschreibung",
                   "problemstellung"),
    Field.BENEFIT: ("benefits", "benefit", "expected benefits", "expected benefit", "outcome", "value", "impact", "nutzen",
                    "ergebnis", "wirkung"),
    Field.APPROVAL: ("have ato", "has ato", "ato", "authority to operate", "authorization to operate", "approved",
                     "security approval", "approval", "freigabe", "genehmigt", "betriebsfreigabe"),
}  # fmt: skip

LAST_RESORT: Mapping[Field, tuple[str, ...]] = {
    Field.NAME: ("summary", "short description", "subject", "kurzbeschreibung", "zusammenfassung", "betreff", "thema",
                 "tool", "solution", "application", "system", "lösung", "anwendung", "system name", "application name"),
    Field.STARTED: ("date initiated", "initiated"),
    Field.CONTACT: ("business owner", "product owner", "process owner", "project owner", "owner", "project manager",
                    "project lead", "lead", "responsible", "verantwortlich", "verantwortlicher", "verantwortliche",
                    "projektleiter", "projektleiterin", "projektleitung", "fachverantwortlicher"),
}  # fmt: skip
"""What holds it where nothing else does: a ticket has a summary, and a description beside it; what has no date of its first
use may have one of its first idea; where a sponsor stands beside the owner, the owner is whom to ask."""

FOREIGN: Mapping[Field, str] = {
    Field.NAME: "agency vendor system contact bureau file department company user sponsor owner group supplier id nr "
                "number no key hersteller anbieter dateiname benutzername vorname nachname firmenname",
    Field.KEY: "vendor contract procurement system piid user users hours people phone telefon telefonnummer lfd laufende of "
               "anzahl",
    Field.STARTED: "retired end ended expiry review modified created updated retirement due resolved closed completed "
                   "completion acquisition opened decision viewed until planned target expected estimated bis ende geplant "
                   "geplante geplanter geplantes voraussichtlich enddatum geändert erstellt fällig",
    Field.ORGANISATION: "vendor supplier provider contractor hersteller anbieter lieferant",
    Field.CONTACT: "vendor supplier provider contractor contract phone budget hersteller anbieter lieferant",
    Field.SPONSOR: "email mail data product system office",
    Field.UNIT: "price currency measure topic path",
    Field.INTENT: "output outputs data training vendor system demographic risk feedback",
    Field.BENEFIT: "assessment indicator classification justification level rating category",
    Field.APPROVAL: "name date identifier",
    Field.STAGE: "approval ato gegenstand vorstand bestand datenstand",
}  # fmt: skip
"""Words that make another thing of a column whose name has one of the words above. A running number ("lfd. Nr.") is another
one when the list is sorted anew; "number of" counts something."""

OF_NOTHING: tuple[str, ...] = ("name", "description", "text", "person", "date", "bezeichnung", "beschreibung", "datum")
"""Names that say nothing by themselves: the group above them does."""
