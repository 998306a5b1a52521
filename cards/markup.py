"""Words that stay words: what people typed must not turn into formatting.

Teams reads the text of a TextBlock, a fact and a radio button as Markdown. A name like "[Reset password](https://evil)"
would become a link in the leadership channel, "2*3*4" would lose its signs, and the German date "12. März" at the start
of a line would become item 1 of a list. Backslashes do not help: phones have shown them (AdaptiveCards issue 5590,
pull requests 7474 and Teams-AdaptiveCards-Mobile 83). So a sign that means something is parted from its neighbour by an
invisible word joiner, or, where that does not help, replaced by a twin that looks the same. The result can be shown
anywhere, as Markdown or not; `unescape` gives back what was typed.

A name in Arabic or Hebrew would pull the date after it to its other side ("14 · محمد Dec 2026"), so it is isolated. So is
one with a sign that turns what follows it around.
"""

import re
import unicodedata

_JOINER = "\u2060"
_MAY_BREAK = "\u200b"  # zero-width space: a line may end here
_ISOLATE, _END = "\u2068", "\u2069"  # Unicode bidi: first strong isolate, pop directional isolate
_TWINS = {"*": "\u2217", "`": "\u02cb"}  # ∗ and ˋ: emphasis and code ignore every joiner
_TO_TWINS = str.maketrans(_TWINS | dict.fromkeys("\u2066\u2067\u2068\u2069", ""))  # a typed isolate would end ours
_OURS = (_JOINER, _MAY_BREAK, _ISOLATE, _END)
_FROM_TWINS = str.maketrans({twin: sign for sign, twin in _TWINS.items()} | dict.fromkeys(_OURS, ""))

_BINDING = re.compile(r"[\\<&\]~{](?=\S)")  # escape, tag, entity, link target, strike, {{DATE()}}
_LONG = re.compile(r"\S{25,}")  # an address: wider than a phone's card, and no card breaks inside a word
_STEP = re.compile(r"(?<=\w)/(?=\w)")
_RUN = re.compile(r"[!-~]{16}(?=[!-~]{16})")  # 31 signs in one piece just fit beside a fact's title (seen)
_NO_WORD = 50  # signs; the longest words of any language are shorter, and are not broken
_EDGE = re.compile(r"(?<!\w)_|_(?!\w)")  # inside a word an underscore means nothing already
_BLOCK = re.compile(r"(?:[-+]|#{1,6}|\d{1,9}[.)])(?:\s|$)|[>=]|--")  # what starts a list, a heading, a quote or a line
_EMPHASIS = re.compile(r"(\*{1,2})([^*\n]+)\1")
_BREAK = re.compile(r"\s*\n\s*")


def markdown_escape(typed: str) -> str:
    """What a person typed, to be read literally by every Markdown reader. For words.Words(escape=...)."""
    safe = _BINDING.sub(lambda found: found[0] + _JOINER, typed.translate(_TO_TWINS))
    safe = _EDGE.sub(f"{_JOINER}_{_JOINER}", safe)
    safe = _LONG.sub(lambda found: _breakable(found[0]), safe)
    return f"{_ISOLATE}{safe}{_END}" if any(map(_turns, safe)) else safe


def _breakable(word: str) -> str:
    """A long word that may break after each slash of an address, and inside of what is too long even so."""
    steps = _STEP.sub(f"/{_MAY_BREAK}", word)
    if steps == word and len(word) < _NO_WORD:
        return word
    return _RUN.sub(lambda run: run[0] + _MAY_BREAK, steps)


def unescape(shown: str) -> str:
    """The plain words of a text on a card: what was typed, and sentences without their *emphasis*."""
    return _EMPHASIS.sub(r"\2", shown).translate(_FROM_TWINS)


def closed(begun: str) -> str:
    """The beginning of a text for a card, with what was opened in it closed again."""
    begun = begun.rstrip("*")   # the half of a sign that closes, or one that opens nothing
    ends = _END * max(0, begun.count(_ISOLATE) - begun.count(_END))
    return begun + ends + "*" * _EMPHASIS.sub("", begun).count("*")


def paragraphs(words: str) -> str:
    """A text for a Markdown field: line breaks become paragraphs, and no line starts a list, a heading or a quote."""
    lines = _BREAK.split(words.replace("\r", "\n").strip())
    return "\n\n".join(_JOINER + line if _BLOCK.match(line) else line for line in lines)


def _turns(sign: str) -> bool:
    """Letters from right to left, and what embeds or overrides a direction; the end of an isolate ends those too."""
    return unicodedata.bidirectional(sign) in ("R", "AL", "LRE", "RLE", "LRO", "RLO")
