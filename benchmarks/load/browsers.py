"""Real browsers beside a class: ``python -m benchmarks.load.browsers URL NUMBER``, a process of its own.

Says "ready" when every page trains; then answers each line of input, a number of seconds, with what each page drew in
them, as JSON. Ends with its input.
"""

import json
import sys
from contextlib import ExitStack, suppress

from playwright.sync_api import Page, sync_playwright

from benchmarks.page_bench import WATCH, train_endlessly
from tests.pages.conftest import ARGUMENTS, chromium, open_page


def main() -> None:
    """Open the pages, and measure as often as it is asked."""
    url, number = sys.argv[1], int(sys.argv[2])
    with sync_playwright() as playwright, ExitStack() as stack:
        pages = []
        for _ in range(number):
            browser = stack.enter_context(playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS))
            pages.append(stack.enter_context(open_page(browser, url)))
        for page in pages:
            train_endlessly(page, "Circle")
        print("ready", flush=True)  # noqa: T201
        for line in sys.stdin:
            print(json.dumps(drawn(pages, float(line))), flush=True)  # noqa: T201


def drawn(pages: list[Page], seconds: float) -> list[dict[str, float]]:
    """Pictures and animation frames a second of all pages, in the same seconds."""
    for page in pages:
        page.evaluate(f"seconds => {{ window.__watched = ({WATCH})(seconds); }}", seconds)
    return [page.evaluate("() => window.__watched") for page in pages]


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
