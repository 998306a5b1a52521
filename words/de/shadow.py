"""Was auf eine Freigabe wartet, angesehen, bevor jemand freigegeben ist (M3)."""

MESSAGES = {
    "preview.eyebrow": "Schattenbetrieb · Vorschau",
    "preview.chip": "Nicht gesendet",
    "preview.title.one": "Eine Person bekäme Nachrichten",
    "preview.title.other": "{n} Personen bekämen Nachrichten",
    "preview.nothing": "Es wartet nichts darauf, gesendet zu werden",
    "preview.sub": "Wartende Nachrichten: {messages} · noch nicht freigegeben: {shadowed}",
    "preview.kind": "{kind}: {count}",
    "preview.channel": "Der Kanal der Leitung",
    "preview.more.one": "Ein weiterer Eintrag steht hier nicht.",
    "preview.more.other": "{n} weitere Einträge stehen hier nicht.",
    "preview.sample": "Die erste Nachricht, wie {reader} sie läse",
    "preview.unread.one": "{n} Nachricht ist nicht lesbar",
    "preview.unread.other": "{n} Nachrichten sind nicht lesbar",
    "preview.unread.text": "Eine andere Version hat sie geschrieben, oder sie sind beschädigt. Sie scheitern, statt gesendet zu werden. Auf der Kommandozeile sagt pilothouse messages, was aus ihnen wurde; --again NUMMER versucht eine noch einmal. Ihre Nummern: {numbers}",
    "preview.how": "Vor einer Freigabe geht nichts hinaus: *release me*, *release* und ein Name, *release channel* oder *release everyone {n}*. Auch danach gelten Arbeitszeiten und Monatsgrenze.",
}
