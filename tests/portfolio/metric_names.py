"""Names that people give their numbers: outcomes, mere use, and wishes."""

OUTCOMES = """
RFP receipt to first draft, median
Request received to first draft, median
Hours per contract
Hours until a buyer has an answer
Exceptions cleared the same day
Share of invoices corrected after posting
Invoice error rate
Audit findings per audit
Conversion from offer to order
Win rate of proposals
Customer complaints per 1,000 orders
First-time-right rate of claims
Share of customer conversations resolved without handover
Onboarding time of new hires
Hours per user request
User satisfaction score in the service desk
Overdue reports per month in Finance
Days sales outstanding
Proposals submitted per week
Backlog of open tickets
Lead-to-order conversion
Tickets re-opened
Energy usage per site
Time to first response for customer messages
Policies issued without manual correction
Minutes per discharge letter
Percentage of claims paid in 5 days
Deployment frequency
Deployments that failed
Tickets per user
Support cases per 1,000 users
Unused licences per department
Seats without any use for 30 days
Chat sessions resolved without an agent
Energy use per unit
Zeit von der Anfrage bis zum ersten Entwurf
Durchlaufzeit je Rechnung
Rechnungsdurchlaufzeit
Anteil der Rechnungen mit Fehlern
Fehlerquote bei Eingangsrechnungen
Beschwerden je 1.000 Bestellungen
Angebote, die rechtzeitig abgegeben wurden
Umsatz je Vertriebsregion
Prüfungsfeststellungen je Prüfung
Anteil der taggleich erledigten Anfragen
Reaktionszeit auf Kundennachrichten
Ausschussquote in Werk 2
Überstunden im Monatsabschluss
Krankentage je Mitarbeiter
Bearbeitungstage je Antrag
Lizenzkosten je Arbeitsplatz
Ungenutzte Lizenzen je Abteilung
Nutzerbeschwerden im Kundenportal
Schulungsaufwand neuer Mitarbeiter
Anteil der Tickets, die ohne Weiterleitung gelöst werden
""".strip().splitlines()

USE = """
Prompts per week
Number of prompts
Copilot adoption
Adoption rate
Active users
Weekly active users of Copilot
Logins per month
Sign-ins to the assistant
Number of users trained
Trainings completed
Licences assigned
Share of users active weekly
Copilot usage
Use of AI in Finance
Hours spent in Copilot
Training hours per employee
Sessions per user
Chats with the assistant
Number of use cases
Seats activated
People using AI weekly
Percentage of active users
Percentage of staff with Copilot
Summaries generated
Lines of code suggested
Employees with a licence
Emails drafted with Copilot
Number of AI agents built
Roll out Copilot to all departments
Train 500 employees
Aktive Nutzer
Nutzerzahl
Nutzungsquote
Copilot-Nutzung
Anzahl der Prompts
Anmeldungen pro Monat
Schulungen
Schulungsstunden je Mitarbeiter
Akzeptanz von Copilot
Zugewiesene Lizenzen
Nutzungsdauer
Interaktionen mit dem Chatbot
Geschulte Mitarbeiter
Zahl der Anwendungsfälle
Pilotprojekte
Anteil der Mitarbeitenden, die KI nutzen
500 Mitarbeiter schulen
""".strip().splitlines()

WISHES = """
improve efficiency
explore AI
Improve efficiency of invoice processing
Increase productivity
Improve productivity of the sales team by 20 percent by June
Better quality
Innovation
Leverage AI to transform the business
Enhance the employee experience
Make better decisions
Effizienz steigern
KI erproben
Produktivität erhöhen
Prozesse optimieren
Mehrwert schaffen
Qualität verbessern
Schnellere Prozesse
Entlastung der Mitarbeiter
Digitale Transformation vorantreiben
Digitalisierung vorantreiben
""".strip().splitlines()
