"""Asks every page that the built site links to whether it is still there: `make links`.

It's meant to run on a schedule, never in the tests: if a page elsewhere changes, that isn't the
fault of a change here. Each address is requested once, and each host gets one request at a time.
The results are written to a Markdown report; the exit code is 1 only if a page is gone.

The library requests comes with Material for MkDocs.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from rich.console import Console
from rich.progress import Progress
from urllib3.exceptions import MaxRetryError, NameResolutionError, TimeoutError
from urllib3.util import Retry

ROOT = Path(__file__).parent.parent
DEAD, MOVED, REFUSED, SILENT, FINE = "dead", "moved", "refused", "silent", "fine"
TITLES = {
    DEAD: "Dead",
    MOVED: "Moved permanently: link to the new address",
    REFUSED: "Refused to a program: check by hand",
    SILENT: "No answer, or out of order: check again later",
    FINE: "Fine",
}
"""The possible results for an address, in the order of the report."""
GONE = {404, 410}
FOR_GOOD = {301, 308}
AGAIN_LATER = {429, 500, 502, 503, 504}
LONGEST = 60
"""The longest time in seconds that a server may make us wait before the next try."""
AGENT = "Mozilla/5.0 (compatible; forem-smtp link check)"


class Asking(NamedTuple):
    """How patiently to ask.

    `hosts` are asked at the same time, and each has `timeout` seconds to answer. After an error, an
    address is requested again up to `tries` times: at once, after twice `pause` seconds or a little
    more, then after twice as long, and so on.
    """

    hosts: int = 8
    timeout: float = 20.0
    tries: int = 4
    pause: float = 2.0


class Result(NamedTuple):
    """The result for an address: its kind, and in words the reason, or where it leads now."""

    address: str
    kind: str
    words: str = ""


# The links of the site


class _Links(HTMLParser):
    """Collects where the links of a page lead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and (href := dict(attrs).get("href")):
            self.found.append(href)


def outward(site: Path) -> dict[str, list[str]]:
    """Return every address that a built site links to, without fragment, with the linking pages."""
    pages: dict[str, list[str]] = {}
    for path in sorted(site.rglob("*.html")):
        links = _Links()
        links.feed(path.read_text(encoding="utf-8"))
        page = path.relative_to(site).as_posix().removesuffix("index.html") or "./"
        for address in dict.fromkeys(urldefrag(link).url for link in links.found):
            if urlsplit(address).scheme in ("http", "https"):
                pages.setdefault(address, []).append(page)
    return pages


# Requests


def ask_all(
    addresses: Sequence[str], asking: Asking, done: Callable[[], object] = lambda: None
) -> list[Result]:
    """Return the results in the order of the addresses. `done` is called after each."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        by_host[urlsplit(address).netloc].append(address)

    def ask_host(own: list[str]) -> list[Result]:
        results = []
        with requests.Session() as quick, patient(asking) as again:
            for address in own:
                results.append(ask(address, quick, again, asking.timeout))
                done()
        return results

    with ThreadPoolExecutor(asking.hosts) as pool:
        lists = pool.map(ask_host, by_host.values())
        found = {one.address: one for results in lists for one in results}
    return [found[address] for address in addresses]


def patient(asking: Asking) -> requests.Session:
    """Return a session that retries by itself."""
    again = Retry(
        total=asking.tries,
        status_forcelist=AGAIN_LATER,
        backoff_factor=asking.pause,
        backoff_jitter=asking.pause,
        retry_after_max=LONGEST,
        raise_on_status=False,
    )
    session = requests.Session()
    for scheme in ("http://", "https://"):
        session.mount(scheme, HTTPAdapter(max_retries=again))
    return session


def ask(address: str, quick: requests.Session, again: requests.Session, timeout: float) -> Result:
    """Return the result for one address: from a HEAD request, and from GET only if that fails."""
    headers = {"User-Agent": AGENT}
    try:
        answer = quick.head(address, headers=headers, timeout=timeout, allow_redirects=True)
        if answer.ok:
            return judged(address, answer)
    except requests.RequestException:
        pass  # Some servers break off the connection at a HEAD request.
    try:
        with again.get(address, headers=headers, timeout=timeout, stream=True) as answer:
            return judged(address, answer)
    except requests.RequestException as error:
        return failed(address, error)


def judged(address: str, answer: requests.Response) -> Result:
    """Return the result for an answer."""
    if answer.status_code in GONE:
        return Result(address, DEAD, f"status {answer.status_code}")
    if answer.status_code >= 400:
        kind = SILENT if answer.status_code in range(500, 600) else REFUSED
        return Result(address, kind, f"status {answer.status_code}")
    new = address
    for step in answer.history:
        if step.status_code not in FOR_GOOD:
            break
        new = urldefrag(urljoin(step.url, step.headers["Location"])).url
    return Result(address, FINE) if new == address else Result(address, MOVED, new)


def failed(address: str, error: requests.RequestException) -> Result:
    """Return the result if there was no answer. Only a host that doesn't exist is surely gone."""
    inner = error.args[0] if error.args else None
    cause = inner.reason if isinstance(inner, MaxRetryError) else error
    match cause:
        case NameResolutionError():
            return Result(address, DEAD, "no such host")
        case TimeoutError() | requests.Timeout():
            return Result(address, SILENT, "no answer in time")
    return Result(address, SILENT, type(cause).__name__)


# Reports


def report(results: Sequence[Result], pages: Mapping[str, Sequence[str]]) -> str:
    """Return the report as Markdown: a table for each kind, and how many links are fine."""
    lines = ["# Outgoing links", "", summary(results)]
    for kind, title in TITLES.items():
        found = [one for one in results if one.kind == kind]
        if found and kind != FINE:
            lines += ["", f"## {title}", "", "| Address | Result | Linked from |"]
            lines.append("| --- | --- | --- |")
            lines += [
                f"| {one.address} | {one.words} | {', '.join(pages[one.address])} |"
                for one in found
            ]
    return "\n".join(lines) + "\n"


def summary(results: Sequence[Result]) -> str:
    """Return how many results of each kind there are, in one line."""
    counts = {kind: sum(one.kind == kind for one in results) for kind in TITLES}
    told = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    return f"{len(results)} addresses: {told}."


def main(arguments: Sequence[str] | None = None) -> None:
    """Check all links, show the progress, and write the report. Exits with 1 if a page is gone."""
    parser = argparse.ArgumentParser(prog="python -m tools.links", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("site", type=Path, nargs="?", default=ROOT / "site", help="default: site/")
    parser.add_argument(
        "--report", type=Path, default=ROOT / ".cache/links.md", help="default: .cache/links.md"
    )
    for name, default in Asking._field_defaults.items():
        text = f"default: {default}"
        parser.add_argument(f"--{name}", type=type(default), default=default, help=text)
    given = vars(parser.parse_args(arguments))
    asking = Asking(**{name: given[name] for name in Asking._fields})
    pages = outward(given["site"])
    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("Checking", total=len(pages))
        results = ask_all(list(pages), asking, lambda: progress.advance(task))
    given["report"].parent.mkdir(parents=True, exist_ok=True)
    given["report"].write_text(report(results, pages), encoding="utf-8")
    print(summary(results), f"See the report: {given['report']}")
    sys.exit(any(one.kind == DEAD for one in results))


if __name__ == "__main__":
    main()
