"""When two names are the same name to people."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")


def folded(name: str) -> str:
    """The name as compared: letter case, runs of spaces and the way an accent is encoded do not matter.

    Done here and not by a data base: SQLite's lower() knows ASCII only, PostgreSQL's what its locale says.
    """
    return unicodedata.normalize("NFC", " ".join(unicodedata.normalize("NFKC", name).casefold().split()))


def plain(text: str) -> str:
    """Its words as they are searched and compared: without letter case, accents and signs, one space between.

    "Prüfung (2.0)" and "prufung 2 0" are the same; a ligature or a full-width letter is what it stands for.
    """
    if not text.isascii():
        open_ = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        text = "".join(sign for sign in open_ if not unicodedata.combining(sign))
    return " ".join(_WORD.findall(text.casefold()))
