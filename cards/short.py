"""Words cut to the room there is: a card says where the whole of them is."""


def short(words: str, most: int) -> str:
    """The words, or as much of them as fits into so many signs, with a sign that they go on."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
