"""Three plain pages under the app's own domain, which its package links to: what this is, what it keeps, who answers for it.

A company with pages of its own names them when it builds the package; then nobody comes here.
"""

from collections.abc import Awaitable, Callable
from html import escape

from aiohttp import web

from words.api import Words, known

PATHS = {"/": "about", "/privacy": "privacy", "/terms": "terms"}
_STYLE = (
    "body{font:17px/1.6 system-ui,sans-serif;max-width:38rem;margin:4rem auto;padding:0 1rem;color:#242424}"
    "h1{font-size:1.4rem}"
)


def add_pages(app: web.Application) -> None:
    """Serve the three pages."""
    for path, name in PATHS.items():
        app.router.add_get(path, _page(name))


def _page(name: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def answer(request: web.Request) -> web.StreamResponse:
        language = known(request.headers.get("Accept-Language", "en")[:2])
        return web.Response(text=page(name, language), content_type="text/html", charset="utf-8")

    return answer


def page(name: str, language: str) -> str:
    """One page as HTML, in a language."""
    w = Words(language, escape=escape)
    title, lines = w.say(f"page.{name}.title"), w.say(f"page.{name}.text").split("\n")
    body = "".join(f"<p>{line}</p>" for line in lines)
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{_STYLE}</style><main><h1>{title}</h1>{body}</main></html>"
    )
