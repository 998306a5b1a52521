"""Files that leave: offered, elsewhere, there."""

from portfolio.leaving import Place
from portfolio.views.leaving import FileLeft, FileOffer, FileOffered, NoFiles
from portfolio.views.notices import Notice, Tone

NAME = "Portfolio-2026-11-25.xlsx"
PLACE = Place(
    upload_url="", content_url="https://contoso-my.sharepoint.com/personal/dana/Documents/x.xlsx", unique_id="1150D938",
    file_type="xlsx",
)  # fmt: skip
SAMPLES: dict[str, object] = {
    "file_offered": FileOffered(name=NAME),
    "no_files_channel": NoFiles(why="channel"),
    "no_files_paused": NoFiles(why="paused"),
    "file_offer": FileOffer(offer="f-1", kind="portfolio_xlsx", name=NAME, count=3611, size=438_320),
    "file_offer_one": FileOffer(offer="f-1", kind="portfolio_csv", name="Portfolio-2026-11-25.csv", count=1, size=220),
    "file_left": FileLeft(offer="f-1", name=NAME, place=PLACE),
    **{
        f"notice_{code}": Notice(tone=Tone.INFO, code=code, params={"name": NAME, "reference": "e-1"})
        for code in ("file_declined", "file_over", "file_again", "file_refused", "file_elsewhere", "file_not_taken",
                     "file_too_big", "file_fault")
    },
}  # fmt: skip
