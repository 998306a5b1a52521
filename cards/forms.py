"""A form that keeps what was typed: every input with its value, and below it what is wrong with that value.

A refused date that its own input could not hold ("next week") is kept in a text input of the same id: nothing anybody
typed is lost.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from cards.components import field, notice
from cards.elements import Element, Spacing, text
from cards.inputs import choice_input, date_input, people_input, text_input
from portfolio.errors import Problem
from words.api import Words

_LONGEST_PICK = 36 * 8  # object ids of several people
_LONGEST_CHOICE = 1_000  # ids of several initiatives
_LONGEST_SLIP = 100  # characters of a name, or of a refused number or date, which is kept as it was typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The values and problems of a form by input id, and the language it speaks."""

    words: Words
    values: Mapping[str, str]
    problems: Sequence[Problem]

    def notice(self, body: Sequence[Element]) -> list[Element]:
        """What stands above a refused form; a problem that belongs to no input of `body` is said right here."""
        if not self.problems:
            return []
        w, homes = self.words, set(_ids(body))
        homeless = [self.sentence(found) for found in self.problems if found.field not in homes]
        return [notice("error", w.say("form.not_saved", n=len(self.problems)), "\n".join([*homeless, w.say("form.kept")]))]

    def above(self) -> list[Element]:
        """What is wrong in a form that is folded again when its card is drawn anew: said on top as well."""
        if not self.problems:
            return []
        sentences = "\n".join(self.sentence(found) for found in self.problems)
        return [notice("error", self.words.say("form.not_saved", n=len(self.problems)), sentences)]

    def sentence(self, found: Problem) -> str:
        """What is wrong, in words."""
        return self.words.say(f"problem.{found.code}", n=None, **found.params)

    def wrong(self, *ids: str) -> str | None:
        """Everything that is wrong with these inputs; None when nothing is."""
        return " ".join(self.sentence(found) for found in self.problems if found.field in ids) or None

    def text(
        self,
        id: str,
        label: str,
        *,
        max_length: int,
        error: str | None = None,
        required: bool = False,
        multiline: bool = False,
        placeholder: str | None = None,
        spacing: Spacing | None = None,
    ) -> list[Element]:
        """A text input. A required one needs its `error`."""
        made = text_input(
            id,
            label,
            max_length=max_length,
            error=error,
            value=self._kept(id, max_length),
            required=required,
            multiline=multiline,
            placeholder=placeholder,
            spacing=spacing,
        )
        return field(made, self.wrong(id))

    def number(
        self,
        id: str,
        label: str,
        *,
        error: str,
        required: bool = False,
        placeholder: str | None = None,
        spacing: Spacing | None = None,
    ) -> list[Element]:
        """A number, typed as text and read by the server, which asks back what it cannot read.

        A number input empties itself, without a word, over "2,9" or "4 days" (seen in Microsoft's renderer): what
        somebody knows would be stored as unknown.
        """
        made = text_input(
            id,
            label,
            max_length=_LONGEST_SLIP,
            error=error,
            value=self._kept(id),
            required=required,
            placeholder=placeholder,
            spacing=spacing,
        )
        return field(made, self.wrong(id))

    def date(
        self,
        id: str,
        label: str,
        *,
        error: str,
        earliest: date | None = None,
        latest: date | None = None,
        required: bool = False,
        spacing: Spacing | None = None,
    ) -> list[Element]:
        """A date input."""
        typed = self._kept(id)
        day = _date(typed)
        if typed is not None and day is None:
            return self._slip(id, label, typed, error=error, required=required, spacing=spacing)
        made = date_input(
            id,
            label,
            error=error,
            value=day,
            earliest=earliest,
            latest=latest,
            required=required,
            spacing=spacing,
        )
        return field(made, self.wrong(id))

    def choice(
        self,
        id: str,
        label: str,
        choices: Sequence[tuple[str, str]],
        *,
        error: str | None = None,
        required: bool = False,
        style: Literal["expanded", "compact"] = "expanded",
        placeholder: str | None = None,
        spacing: Spacing | None = None,
        several: bool = False,
    ) -> list[Element]:
        """One of several, or `several` of them, which come with commas between them. Without a kept value nothing is chosen;
        a compact one then shows its `placeholder`."""
        kept = (self._kept(id, _LONGEST_CHOICE) or "").split(",") if several else [self._kept(id) or ""]
        chosen = ",".join(one for one in kept if one in dict(choices))
        made = choice_input(
            id,
            label,
            choices,
            error=error,
            value=chosen or None,
            required=required,
            style=style,
            placeholder=placeholder,
            spacing=spacing,
        )
        return field(made | {"isMultiSelect": True} if several else made, self.wrong(id))

    def person(
        self, id: str, typed_id: str, label: str, *, typed_label: str | None = None, several: bool = False,
        most: int = _LONGEST_SLIP, spacing: Spacing | None = None,
    ) -> list[Element]:
        """A people picker, and below it a line to type a name where the picker does not work.

        Neither is required by itself: a required picker would block who can only type. The server asks for one of them,
        and the picker goes first; so a person who was refused is not picked again, or the name typed instead would not
        count.
        """
        w, wrong = self.words, self.wrong(id, typed_id)
        chosen = "" if wrong else self._kept(id, _LONGEST_PICK if several else _LONGEST_SLIP) or ""
        picked = chosen.split(",") if several else [chosen]
        known = [(one, w.say("form.chosen")) for one in picked if one]
        picker = people_input(
            id, label, known=known, several=several, placeholder=w.say("form.search"), spacing=spacing
        )
        typed = text_input(
            typed_id, typed_label or w.say("form.typed_name"), max_length=most, value=self._kept(typed_id, most),
            spacing="Small",
        )
        return [picker, *field(typed, wrong)]

    def _kept(self, id: str, most: int = _LONGEST_SLIP) -> str | None:
        """What was typed; no more of it than the input would have let through, so that a card keeps its size."""
        return self.values.get(id, "")[:most] or None

    def _slip(
        self, id: str, label: str, typed: str, *, error: str, required: bool, spacing: Spacing | None
    ) -> list[Element]:
        kept = text_input(
            id, label, max_length=_LONGEST_SLIP, error=error, value=typed, required=required, spacing=spacing
        )
        return field(kept, self.wrong(id))


def hint(words: str) -> Element:
    """A small line below an input that says what an answer means."""
    return text(words, size="Small", subtle=True, spacing="ExtraSmall")


def _ids(elements: Iterable[Element]) -> Iterator[str]:
    for element in elements:
        if element["type"].startswith("Input."):
            yield element["id"]
        yield from _ids([*element.get("items", ()), *element.get("columns", ())])


def _date(typed: str | None) -> date | None:
    try:
        return date.fromisoformat(typed) if typed is not None else None
    except ValueError:
        return None
