"""Sätze des Registers der Vorhaben und seiner Rangfolge."""

MESSAGES: dict[str, str] = {
    "problem.amount_unlikely": "Das kann nicht sein: höchstens {most} und nicht unter null.",
    "problem.source_ahead": "Dieser Tag kommt erst noch. Von welchem Tag ist das bekannt?",
    "problem.weight_unlikely": "Ein Gewicht ist ein Prozentsatz von 0 bis 100.",
    "problem.weights_total": "Die drei Gewichte müssen zusammen 100 ergeben; sie ergeben {total}.",
}
