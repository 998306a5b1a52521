"""What waits for a release, looked at before anybody is released (M3)."""

MESSAGES = {
    "preview.eyebrow": "Shadow mode · preview",
    "preview.chip": "Not sent",
    "preview.title.one": "One person would be written to",
    "preview.title.other": "{n} people would be written to",
    "preview.nothing": "Nothing is waiting to be sent",
    "preview.sub": "Messages waiting: {messages} · people not released: {shadowed}",
    "preview.kind": "{kind}: {count}",
    "preview.channel": "The leadership channel",
    "preview.more.one": "One more is not shown here.",
    "preview.more.other": "{n} more are not shown here.",
    "preview.sample": "The first message, as {reader} would read it",
    "preview.unread.one": "{n} message cannot be read",
    "preview.unread.other": "{n} messages cannot be read",
    "preview.unread.text": "Another version wrote them, or they were damaged. They fail instead of being sent. On the command line, pilothouse messages says what became of them, and --again NUMBER tries one again. Their numbers: {numbers}",
    "preview.how": "Nothing goes out before a release: *release me*, *release* and a name, *release channel*, or *release everyone {n}*. Then working hours and the monthly limit still hold.",
}
