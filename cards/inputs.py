"""Inputs of a form. Each has an id and a label; whatever can be refused has the sentence that says so.

Values come back as text, all of them. A client checks dates and `required` only on a submit; the server checks again. A
number is asked as text: a number input empties itself over "2,9" (cards/forms.py). Never hide a required input behind a
toggle: it blocks the submit unseen. A `show_card` is fine.
"""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from cards.elements import Element, Spacing, node

PEOPLE = "graph.microsoft.com/users"  # the whole organisation; answers an Entra object id


def text_input(
    id: str,
    label: str,
    *,
    max_length: int,
    error: str | None = None,
    value: str | None = None,
    required: bool = False,
    multiline: bool = False,
    placeholder: str | None = None,
    spacing: Spacing | None = None,
) -> Element:
    """Free text of at most `max_length` characters. A required one needs its `error`."""
    return node(
        "Input.Text",
        id=id,
        label=label,
        value=value,
        maxLength=max_length,
        isMultiline=multiline or None,
        isRequired=required or None,
        errorMessage=error,
        placeholder=placeholder,
        spacing=spacing,
    )


def date_input(
    id: str,
    label: str,
    *,
    error: str,
    value: date | None = None,
    earliest: date | None = None,
    latest: date | None = None,
    required: bool = False,
    spacing: Spacing | None = None,
) -> Element:
    """A calendar day, which comes back as YYYY-MM-DD."""
    return node(
        "Input.Date",
        id=id,
        label=label,
        value=value.isoformat() if value else None,
        min=earliest.isoformat() if earliest else None,
        max=latest.isoformat() if latest else None,
        isRequired=required or None,
        errorMessage=error,
        spacing=spacing,
    )


def choice_input(
    id: str,
    label: str,
    choices: Sequence[tuple[str, str]],
    *,
    error: str | None = None,
    value: str | None = None,
    required: bool = False,
    style: Literal["expanded", "compact"] = "expanded",
    placeholder: str | None = None,
    spacing: Spacing | None = None,
) -> Element:
    """One of `choices`, each (value, title). Give no `value` to a judgement: those start empty."""
    return node(
        "Input.ChoiceSet",
        id=id,
        label=label,
        style=style,
        wrap=True,
        choices=[{"title": title, "value": code} for code, title in choices],
        value=value,
        isRequired=required or None,
        errorMessage=error,
        placeholder=placeholder,
        spacing=spacing,
    )


def people_input(
    id: str,
    label: str,
    *,
    known: Sequence[tuple[str, str]] = (),
    several: bool = False,
    placeholder: str | None = None,
    spacing: Spacing | None = None,
) -> Element:
    """A person of the organisation, who comes back as an Entra object id; `several` come with commas between them.

    `known` are (id, name) of those filled in.
    """
    made = choice_input(
        id,
        label,
        known,
        value=",".join(one for one, _ in known) or None,
        style="compact",
        placeholder=placeholder,
        spacing=spacing,
    )
    made |= {"choices.data": node("Data.Query", dataset=PEOPLE)}
    return made | {"isMultiSelect": True} if several else made
