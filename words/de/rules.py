"""Sätze zu dem, was die Regeln neben der Zahl verlangen: die Breite der Nutzung; und zum Ändern geltender Regeln."""

MESSAGES: dict[str, str] = {
    # Breite: R4
    "breadth.heading": "Wer muss es nutzen?",
    "breadth.share": "Mindestanteil der Personen, die es nutzen, in Prozent",
    "breadth.share.error": "Schreiben Sie den Anteil mit Ziffern, zum Beispiel 60.",
    "breadth.share.example": "z. B. {usual}",
    "breadth.hint": "Gemeint sind die Personen der beobachteten Gruppe mit Lizenz; es nutzt, wer es in den letzten vier Wochen getan hat. Bleibt das Feld leer, müssen es vor der Finanzierung {usual} % sein.",
    "breadth.single_role": "Oder: warum es nur für eine Rolle gedacht ist",
    "breadth.single_role.example": "z. B. Nur die zwei Treasury-Analysten machen diese Arbeit",
    "breadth.and": "Und wenn",
    "breadth.single": "Für eine Rolle",
    "breadth.least": "mindestens {percent} % der vorgesehenen Personen es in den letzten vier Wochen genutzt haben und die Nutzung nicht fast nur auf wenigen von ihnen ruht.",
    "breadth.unfollowed": "Niemand verfolgt, wer es nutzt; ein Admin kann das einschalten.",
    "breadth.unknown": "Wie viele es tun, lässt sich derzeit nicht sagen: Namen sind verborgen, die Gruppe ist zu klein, oder seit zwei Wochen kam kein Bericht.",
    "breadth.below": "Vereinbart sind mindestens {percent} % der vorgesehenen Personen.",
    "breadth.hero": "Genügend Menschen tun es, aber wenige fast alles davon.",
    "problem.breadth_out_of_range": "Wählen Sie einen Anteil von {least} bis {most} Prozent.",
    "problem.case_too_short": "Begründen Sie in mindestens {least} Zeichen, warum eine Rolle genügt.",
}
