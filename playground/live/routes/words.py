"""The words of the scripts in the browser, one language at a time."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from playground.locale.catalogues import words_of_browser


async def words(request: Request) -> Response:
    """What the scripts say, English → a language; empty for one that has no catalogue."""
    found = words_of_browser(request.path_params["language"])
    return JSONResponse(dict(found), headers={"Cache-Control": "no-cache"})
