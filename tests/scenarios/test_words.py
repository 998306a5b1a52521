"""People type: the portfolio and its pages, a record by its name, words nobody understands, another language."""

import pytest

from tests.scenarios.record import changed, dump
from tests.scenarios.scene import ADA, DANA, LEA, OLGA, PAUL, Scene, somebody
from tests.scenarios.steps import accepted, armed, register

GRETA = somebody("Greta Sommer")


async def test_the_portfolio_is_turned_page_by_page(scene: Scene) -> None:
    _, olga, _ = await scene.met(DANA, OLGA, LEA)
    for number in range(1, 18):
        await register(olga, f"Initiative {number:02}")
    first = await scene.chat(LEA).says("portfolio")
    assert "AI portfolio · page 1 of 3" in first.words
    assert "Initiative 01" in first.words and "Initiative 09" not in first.words
    assert "Back" not in first.titles
    second = await first.press("Next page")
    third = await second.press("Next page")
    assert "page 3 of 3" in third.words and "Initiative 17" in third.words
    assert "Next page" not in third.titles
    assert "page 2 of 3" in (await third.press("Back")).words
    assert "Initiative · " in (await second.press("Show: Initiative 12")).words


async def test_a_sponsor_sees_their_own_and_a_stranger_none(scene: Scene) -> None:
    dana, _ = await accepted(scene)
    assert "Your initiative" in (await dana.says("portfolio")).words
    empty = await scene.chat(somebody("Sam Stranger")).says("portfolio")
    assert "No initiatives yet" in empty.words
    assert "Proposal" not in empty.words


@pytest.mark.parametrize("typed", ["show proposal", "Show Proposal drafting.", "  SHOW   drafting "])
async def test_a_record_is_found_by_part_of_its_name(scene: Scene, typed: str) -> None:
    dana, _ = await accepted(scene)
    assert "Initiative · Piloting" in (await dana.says(typed)).words


async def test_a_name_that_fits_none_or_several_is_said(scene: Scene) -> None:
    dana, _ = await accepted(scene)
    question = await register(dana, "Proposal review")
    await question.press("I accept")
    assert "fits several" in (await dana.says("show proposal")).words
    assert "I found no initiative called" in (await dana.says("show **nothing**")).words
    assert "I found no initiative called" in (await scene.chat(somebody("Sam Stranger")).says("show Proposal review")).words


async def test_words_nobody_understands_get_the_three_likeliest_commands(scene: Scene) -> None:
    [dana] = await scene.met(DANA)
    before = await dump(scene.store)
    helped = await dana.says("potfolio please")

    assert "I did not understand “potfolio please”" in helped.words
    assert helped.titles[0] == "Portfolio"
    assert len([line for line in helped.words.splitlines() if ": " in line]) == 3
    assert changed(before, await dump(scene.store)) == set()
    assert "No initiatives yet" in (await helped.press("Portfolio")).words


STRANGE = ["", "   ", "\u200b", "🙂" * 3000, "<at>everyone</at>", "'; drop table people; --", "register " + "x" * 500]


@pytest.mark.parametrize("typed", STRANGE)
async def test_strange_words_get_an_answer_and_change_nothing(scene: Scene, typed: str) -> None:
    [dana] = await scene.met(DANA)
    before = await dump(scene.store)
    assert (await dana.says(typed)).titles
    assert changed(before, await dump(scene.store)) == set()


async def test_who_reads_german_gets_german_from_the_first_word_to_the_cards_the_worker_brings(scene: Scene) -> None:
    [paul] = await scene.met(PAUL)
    greta = scene.chat(GRETA, locale="de-AT")
    await greta.install()
    await scene.chat(ADA).says("release Greta Sommer")
    assert "Guten Tag Greta Sommer" in greta.newest.words
    assert "Wie heißt" in (await greta.says("registrieren")).words
    await register(paul, sponsor_name=GRETA.name)
    await scene.work()

    card = greta.newest
    assert "Entscheidung" in card.words and "Paul Proposer" in card.words
    assert "You are" not in card.words
    record = await card.press(card.titles[0])
    assert "Angenommen. Sie sind" in record.words
    form = await record.press("Kennzahl festlegen")
    wrong = await form.press(form.titles[0], target="viel")
    assert "„viel“ ist keine Zahl" in wrong.words


async def test_a_refusal_is_said_in_the_reader_s_language(scene: Scene) -> None:
    greta = scene.chat(GRETA, locale="de-DE")
    await greta.install()
    refused = await greta.says("digest")
    assert "Rolle" in refused.words


async def test_help_says_everything_that_can_be_typed(scene: Scene) -> None:
    dana = await armed(scene)
    said = (await dana.says("help")).words
    for word in ("register", "check in", "portfolio", "show", "gate", "digest"):
        assert word in said


async def test_an_admins_help_has_the_admins_words_and_nobody_elses_has(scene: Scene) -> None:
    await scene.met(DANA, OLGA)
    admin = scene.chat(ADA)
    assert "release and a name" in (await admin.says("help")).words
    office = (await scene.chat(OLGA).says("help")).words
    assert "digest here" in office and "sponsor and a name" in office and "release and a name" not in office
    assert "For admins" not in (await scene.chat(DANA).says("help")).words


async def test_an_admin_looks_at_what_would_be_sent_and_the_office_names_a_sponsor(scene: Scene) -> None:
    await scene.met(OLGA)
    await scene.chat(DANA).install()
    await register(scene.chat(OLGA))
    await scene.work()
    seen = await scene.chat(ADA).says("preview")
    assert "One person would be written to" in seen.words and "Dana Whitfield" in seen.words
    assert "Sponsorship: 1" in seen.words and "It means three things:" in seen.words
    assert "another role" in (await scene.chat(OLGA).says("preview")).words

    form = await scene.chat(OLGA).says("sponsor proposal")
    assert "Nobody answers for Proposal drafting yet" in form.words
    wrong = await form.press("Ask this person", sponsor_name="Nobody Known")
    assert "I have not met this person yet" in wrong.words
    named = await wrong.press("Ask this person", sponsor_name="Olga Office")
    assert "You are named executive sponsor of Proposal drafting" in named.words
