"""The map's page: one page however much there is, tagged, the same bytes each time."""

import re

import pytest

from reports.current_state import page
from tests.cards.views_maps import SAMPLES

AT = 1_795_600_000


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", SAMPLES)
def test_a_map_is_one_tagged_page(name: str, language: str) -> None:
    made = page(SAMPLES[name], language, AT)  # type: ignore[arg-type]
    assert b"pdfuaid" in made
    assert len(re.findall(rb"/Type\s*/Page\b", made)) == 1


def test_the_same_map_of_the_same_moment_is_the_same_bytes() -> None:
    assert page(SAMPLES["map"], "en", AT) == page(SAMPLES["map"], "en", AT)  # type: ignore[arg-type]
