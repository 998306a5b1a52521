"""A page as PDF: a Typst source of ours, and what it shows as JSON beside it.

The text of people never becomes source: it is handed over as data, which Typst does not read as markup or code. Only the
face that is installed with the package is used, so that a page looks the same on every machine, and nothing is fetched.
"""

import json
from collections.abc import Mapping
from typing import Literal

import font_source_sans_pro
import typst

FACE = "Source Sans Pro"


def pdf(source: str, shown: Mapping[str, object], *, made_at: int) -> bytes:
    """PDF/UA-1, tagged for screen readers; only tagged where a name has signs that no font here draws (PDF/UA-1
    forbids that).

    `source` reads `shown` as `json(bytes(sys.inputs.shown))`. `made_at` is the moment in seconds since 1970, UTC: the
    same page of the same moment is the same bytes. Raises typst.TypstError for a source that is wrong: a defect of ours.
    """
    try:
        return _compiled(source, shown, made_at, "ua-1")
    except typst.TypstError:
        return _compiled(source, shown, made_at, None)


def _compiled(source: str, shown: Mapping[str, object], made_at: int, standard: Literal["ua-1"] | None) -> bytes:
    return typst.compile(
        source.encode(), font_paths=[font_source_sans_pro.font_directory], ignore_system_fonts=True,
        sys_inputs={"shown": json.dumps(shown, ensure_ascii=False)}, pdf_standards=standard, timestamp=made_at,
    )
