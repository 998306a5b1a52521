"""Sätze über Konten und Postfächer von Personen und darüber, was die App davon lesen darf."""

MESSAGES: dict[str, str] = {
    "account.active": "das Konto wird genutzt",
    "account.guest": "es ist ein Gastkonto",
    "account.disabled": "das Konto ist gesperrt",
    "account.gone": "das Konto gibt es nicht mehr",
    "account.shared": "es ist ein Postfach mehrerer Personen, eines Raums oder eines Geräts",
    "condition.sponsor_left": "das Konto der verantwortlichen Führungskraft wird nicht mehr benutzt",
    "condition.sponsor_guest": "verantwortlich ist ein Gast",
    "condition.sponsor_shared": "verantwortlich ist ein gemeinsames Postfach",
    "sponsorstate.unfit": "Kann es nicht verantworten",
    "reason.sponsor_unfit": "Sie bekommen dies, weil das Konto der verantwortlichen Person laut Verzeichnis nicht infrage kommt und Sie eine andere benennen können.",
    "notice.account_unfit.title": "{name} braucht eine andere verantwortliche Person",
    "notice.account_unfit.text": "Das Verzeichnis sagt über dieses Konto: {account}. Ein Vorhaben verantwortet eine Person des Unternehmens, die sich anmelden kann.",
    "error.account_unfit": "Sie können {name} nicht verantworten. Das Verzeichnis sagt über Ihr Konto: {account}.",
    "error.account_not_looked_at": "Ihr Konto wird noch im Verzeichnis nachgesehen. Bitte drücken Sie in einer halben Minute noch einmal; es geht nichts verloren.",
    "problem.account_unfit": "{name} kann es nicht verantworten. Das Verzeichnis sagt über das Konto: {account}.",
    "unsponsored.unfit": "{asked} kann es nicht verantworten: {account}",
    "record.account": "Ob das Konto von {sponsor} benutzt wird, ist nicht zu sehen (seit {since})",
    "event.sponsor_unfit": "Konto der verantwortlichen Person kommt nicht infrage",
}
