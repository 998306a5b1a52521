"""When two names are the same name to people."""

import unicodedata


def folded(name: str) -> str:
    """The name as compared: letter case, runs of spaces and the way an accent is encoded do not matter.

    Done here and not by a data base: SQLite's lower() knows ASCII only, PostgreSQL's what its locale says.
    """
    return unicodedata.normalize("NFC", " ".join(unicodedata.normalize("NFKC", name).casefold().split()))
