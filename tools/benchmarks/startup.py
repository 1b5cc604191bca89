"""Measures the checker's start against a stock PyScript page. `python -m tools.benchmarks.startup`

Both pages come from the same server, check the same settings with the same engine, and take turns.
The stock page (`stock/`) runs PyScript on the main thread with Pyodide as published. It has no
other script, no style and no security policy, and loads the engine as a zip.

- Cold: a fresh context in a running browser. Warm: the browser is started again with a profile that
  has visited the page before, and stayed until Chromium had cached what it had compiled.
- Processor four times slower: all of the browser's processes are stopped for three quarters of the
  time. Chromium's own throttling slows down the main thread only, not the worker.
- Verdict: from the start of the navigation to the frame that shows the first verdict.
- Bytes: everything that the server sends in a cold visit, including the headers.
- Longest task: the longest one on the main thread between the first paint and that verdict.
- From the guide, an example, a provider: from a click on a link to the checker, on a page of the
  site that has no form and has prefetched what Python needs, to the frame that shows the first
  verdict. "From the guide" is with values that no page links to, as if someone had typed them, so
  that Python alone can judge them. The other two are links as the pages have them.
- Paint, shift: the first paint with content, and the cumulative layout shift until Python runs, of
  the guide's page and of the checker's, opened without values.
- Keystroke to verdict: from the input event to the new verdict in the document, for keys pressed
  one after another in fields that have been checked before. Each key changes the verdict.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Event, Thread
from typing import Any

from playwright.sync_api import BrowserContext, BrowserType, Page, sync_playwright

from tools import chromium
from tools.benchmarks.server import Link, Sent, Server
from tools.benchmarks.table import machine, met, table

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
ENGINE = ROOT / "validator/forem_smtp"
NODE = ROOT / "node_modules"


@dataclass(frozen=True)
class Situation:
    """How a page is opened. `rounds` limits how often, where a visit takes long and varies
    little."""

    name: str
    warm: bool = False
    link: Link | None = None
    is_slowed: bool = False
    rounds: int | None = None


MEDIUM = Link(rate=10_000_000 / 8, round_trip=0.040)
SLOW = Link(rate=1_600_000 / 8, round_trip=0.150)
COLD = Situation("cold")
WARM = Situation("warm", warm=True)
COLD_MEDIUM = Situation("cold, 10 Mbit/s and 40 ms", link=MEDIUM)
SITUATIONS = (
    COLD,
    WARM,
    COLD_MEDIUM,
    Situation("warm, 10 Mbit/s and 40 ms", warm=True, link=MEDIUM),
    Situation("cold, processor four times slower", is_slowed=True, rounds=3),
    Situation("cold, 1.6 Mbit/s and 150 ms", link=SLOW, rounds=1),
)
PAGES = {"ours": "ours/checker/", "stock": "stock/"}
REST_MS = 7000  # Chromium writes its cache of compiled WebAssembly seconds after the last use
RUN_S, STOP_S = 0.005, 0.015  # by turns, for a processor that is four times slower

SETTINGS = (
    "#check?v=1&address=smtp.sendgrid.net&port=587&authentication=plain&user_name=apikey"
    "&domain=community.example.org&from_email_address=hello%40example.org"
    "&reply_to_email_address=hello%40example.org&encryption=starttls"
)
PASSWORD = "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"
ERRORS = "#checker-summary[data-state=errors]"  # without a password
RIGHT = "#checker-summary[data-state=unfinished]"  # only the hosting company is left to choose
WRONG = "#checker-summary:not([data-state=unfinished])"
JUDGED = "#checker-summary:is([data-state=errors], [data-state=unfinished], [data-state=ready])"
FAILED = "#checker-summary[data-state=failed]"

# A key that makes these settings wrong; the next one undoes it.
KEYS = {"user_name": "x", "port": "1"}
STROKES = 20  # in each of these fields
PAUSE = 50  # milliseconds between a verdict and the next key

PLAIN = {"guide's page": "ours/smtp-settings/", "checker's page": "ours/checker/"}
FINDING = "ours/findings/USER03/"
PROVIDER = "ours/providers/sendgrid/"
CHECKER_LINK = "article a[href*='/checker/#check']"
# The page with the link, whether it gets values that no page has, and the goal in milliseconds.
CLICKS = {
    "from the guide, typed values": (FINDING, True, 500.0),
    "from an example": (FINDING, False, 200.0),
    "from a provider": (PROVIDER, False, 200.0),
}
RUNTIME = (
    "/pyodide-",
    "/pyscript-",
    "python.wasm",
    "python.zip",
    "worker.py",
    "pyodide-loader.mjs",
)

RATIO_GOALS = {COLD: 0.38, COLD_MEDIUM: 0.45}
BYTES_GOAL = 2_800_000
WARM_GOAL = 500.0
STROKE_GOAL = 6.0
TASK_GOAL = 50.0
SHIFT_GOAL = 0.02
GUIDE_BYTES_GOAL = 200_000


@dataclass(frozen=True)
class Visit:
    """One visit, in milliseconds. `longest` is 0 if no task took more than 50."""

    verdict: float
    longest: float
    painted: float
    shift: float
    sent: list[Sent]
    strokes: list[float]

    @property
    def bytes(self) -> int:
        return sum(each.sent for each in self.sent)


@dataclass(frozen=True)
class Plain:
    """A cold visit of a page without values: milliseconds, layout shift, bytes before Python's."""

    painted: float
    shift: float
    bytes: int


class Harness:
    """Opens the pages in Chromium and reads what `watch.js` has recorded."""

    def __init__(self, browsers: BrowserType, server: Server, profiles: Path) -> None:
        self.browsers = browsers
        self.server = server
        self.profiles = profiles
        self.options: dict[str, Any] = {
            "executable_path": chromium.executable(),
            "args": chromium.FLAGS,
        }
        self.browser = browsers.launch(**self.options)

    @contextmanager
    def opened(self, situation: Situation, name: str) -> Iterator[BrowserContext]:
        self.server.link = situation.link
        opened = self.warm(name) if situation.warm else self.cold()
        with opened as context, self.slowed() if situation.is_slowed else nullcontext():
            yield context
        self.server.link = None

    @contextmanager
    def cold(self) -> Iterator[BrowserContext]:
        # The service worker is installed seconds after the verdict, while keystrokes are measured.
        context = self.browser.new_context(service_workers="block")
        yield context
        context.close()

    @contextmanager
    def slowed(self) -> Iterator[None]:
        """Stop the running browser three quarters of the time. Its processes are one group."""
        session = self.browser.new_browser_cdp_session()
        processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
        group = os.getpgid(next(each["id"] for each in processes if each["type"] == "browser"))
        over = Event()

        def slow_down() -> None:
            while not over.wait(RUN_S):
                os.killpg(group, signal.SIGSTOP)
                over.wait(STOP_S)
                os.killpg(group, signal.SIGCONT)

        thread = Thread(target=slow_down)
        thread.start()
        yield
        over.set()
        thread.join()

    @contextmanager
    def warm(self, name: str) -> Iterator[BrowserContext]:
        context = self.browsers.launch_persistent_context(self.profiles / name, **self.options)
        # The browser's own startup work is over after a second.
        context.pages[0].wait_for_timeout(1000)
        yield context
        context.close()

    def visit(self, context: BrowserContext, name: str, *, typing: bool = False) -> Visit:
        before = len(self.server.log)
        context.add_init_script(path=HERE / "watch.js")
        page = context.new_page()
        address = f"http://127.0.0.1:{self.server.port}/{PAGES[name]}{SETTINGS}"
        page.goto(address, wait_until="commit")
        # The first visit waits until everything is compressed.
        page.wait_for_selector(f"{ERRORS}, {FAILED}", timeout=300_000)
        if page.query_selector(FAILED):
            raise RuntimeError(page.inner_text("#checker-summary"))
        page.wait_for_timeout(500)  # Long tasks are reported late.
        sent = self.server.log[before:]
        watched = page.evaluate("watched")
        verdict, painted = watched["verdict"], watched["painted"]
        within = [task for task in watched["tasks"] if painted <= task["start"] < verdict]
        longest = max((task["duration"] for task in within), default=0.0)
        strokes = type_keys(page) if typing else []
        return Visit(verdict, longest, painted, watched["shift"], sent, strokes)

    def until_fetched(self, context: BrowserContext, address: str) -> Page:
        """Return a page that has requested everything that Python needs."""
        before = len(self.server.log)
        context.add_init_script(path=HERE / "watch.js")
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{self.server.port}/{address}", wait_until="load")
        while not any(each.path.endswith("python.zip") for each in self.server.log[before:]):
            page.wait_for_timeout(100)
        return page

    def click(self, context: BrowserContext, address: str, *, typed: bool = False) -> float:
        """Return the milliseconds from a click on a page that has prefetched to the verdict.
        `typed` gives the link values that no page has."""
        page = self.until_fetched(context, address)
        page.wait_for_timeout(1000)  # Wait until it has arrived, too.
        link = page.locator(CHECKER_LINK).first
        if typed:
            link.evaluate("(link, values) => (link.hash = values)", SETTINGS)
        link.click()
        page.wait_for_selector(JUDGED)
        page.wait_for_timeout(100)
        watched = page.evaluate("watched")
        return float(watched["verdict"] - watched["clicked"])

    def plain(self, context: BrowserContext, address: str) -> Plain:
        before = len(self.server.log)
        page = self.until_fetched(context, address)
        page.wait_for_timeout(3000)  # Python starts, and the page says so.
        watched = page.evaluate("watched")
        own = [each for each in self.server.log[before:] if not is_runtime(each.path)]
        return Plain(watched["painted"], watched["shift"], sum(each.sent for each in own))


def is_runtime(path: str) -> bool:
    return any(part in path for part in RUNTIME)


def type_keys(page: Page) -> list[float]:
    """Return the milliseconds from input event to verdict, for every key."""
    page.fill("#checker-password", PASSWORD)
    page.wait_for_selector(RIGHT)
    page.evaluate("watched.strokes.length = 0")
    for name, key in KEYS.items():
        page.focus(f"#checker-{name}")
        page.keyboard.press("End")
        for number in range(STROKES):
            page.keyboard.press("Backspace" if number % 2 else key)
            page.wait_for_selector(RIGHT if number % 2 else WRONG)
            page.wait_for_timeout(PAUSE)
    return list(page.evaluate("watched.strokes"))


def lay_out(root: Path, site: Path) -> None:
    """Create the folder to serve: the built site, and the stock page with what it needs."""
    (root / "ours").symlink_to(site)
    shutil.copytree(HERE / "stock", root / "stock")
    (root / "stock/pyscript").symlink_to(NODE / "@pyscript/core/dist")
    (root / "stock/pyodide").symlink_to(NODE / "pyodide")
    with zipfile.ZipFile(root / "stock/engine.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(ENGINE.rglob("*")):
            if path.suffix in {".py", ".toml"}:
                packed.write(path, path.relative_to(ENGINE.parent))


@dataclass(frozen=True)
class Measured:
    """All rounds: visits by situation and page, milliseconds after a click, plain pages."""

    visits: dict[tuple[Situation, str], list[Visit]]
    clicks: dict[str, list[float]]
    plain: dict[str, list[Plain]]


def measure(harness: Harness, runs: int, quick: bool) -> Measured:
    """Visit each page once without counting, to fill the caches."""
    found = Measured(defaultdict(list), defaultdict(list), defaultdict(list))
    for name in PAGES:
        with harness.warm(name) as context:
            harness.visit(context, name)
            context.pages[-1].wait_for_timeout(REST_MS)
    for number in range(runs):
        for situation in SITUATIONS:
            if number < (situation.rounds or runs) and not (quick and situation.link):
                visit_both(harness, situation, found)
        for what, (address, typed, _) in CLICKS.items():
            with harness.cold() as context:
                found.clicks[what].append(harness.click(context, address, typed=typed))
        for page, address in PLAIN.items():
            with harness.cold() as context:
                found.plain[page].append(harness.plain(context, address))
    return found


def visit_both(harness: Harness, situation: Situation, found: Measured) -> None:
    for name in PAGES:
        with harness.opened(situation, name) as context:
            typing = name == "ours" and situation == COLD
            visit = harness.visit(context, name, typing=typing)
        found.visits[situation, name].append(visit)


def report(found: Measured) -> None:
    head = ("median of", "verdict", "from–to", "stock", "ratio", "bytes", "stock")
    visits = found.visits
    situations = dict.fromkeys(situation for situation, _ in visits)
    rows = [row(each, visits[each, "ours"], visits[each, "stock"]) for each in situations]
    print(table((*head, "longest task", "stock"), rows))
    print()
    print(table(("goals", "median", "at most", ""), list(goals(found))))
    print()
    print(largest(visits[COLD, "ours"][0].sent))


def row(situation: Situation, ours: list[Visit], stock: list[Visit]) -> list[str]:
    fastest, slowest = (pick(each.verdict for each in ours) / 1000 for pick in (min, max))
    return [
        situation.name,
        f"{verdict(ours) / 1000:.2f} s",
        f"{fastest:.2f}–{slowest:.2f} s",
        f"{verdict(stock) / 1000:.2f} s",
        f"{verdict(ours) / verdict(stock):.2f}",
        megabytes(ours),
        megabytes(stock),
        task(ours),
        task(stock),
    ]


def goals(found: Measured) -> Iterator[tuple[str, str, str, str]]:
    def goal(what: str, value: float, most: float, form: str) -> tuple[str, str, str, str]:
        return what, form.format(value), form.format(most), met(value, most)

    cold, warm = found.visits[COLD, "ours"], found.visits[WARM, "ours"]
    strokes = [stroke for each in cold for stroke in each.strokes]
    longest = median(each.longest for each in cold)
    for situation, most in RATIO_GOALS.items():
        if stock := found.visits.get((situation, "stock")):
            ratio = verdict(found.visits[situation, "ours"]) / verdict(stock)
            yield goal(f"{situation.name}, ours to stock", ratio, most, "{:.2f}")
    sent = median(each.bytes for each in cold)
    yield goal("bytes of a cold visit", sent / 1e6, BYTES_GOAL / 1e6, "{:.2f} MB")
    yield goal("warm start", verdict(warm), WARM_GOAL, "{:.0f} ms")
    for what, (_, _, most) in CLICKS.items():
        yield goal(what, median(found.clicks[what]), most, "{:.0f} ms")
    typing = f"keystroke to verdict, of {len(strokes)}"
    yield goal(typing, median(strokes), STROKE_GOAL, "{:.1f} ms")
    yield goal("longest task after the first paint", longest, TASK_GOAL, "{:.0f} ms")
    for page, plain in found.plain.items():
        yield goal(f"layout shift, {page}", max(each.shift for each in plain), SHIFT_GOAL, "{:.3f}")
    guide = median(each.bytes for each in found.plain["guide's page"])
    yield goal("guide's page before Python", guide / 1e3, GUIDE_BYTES_GOAL / 1e3, "{:.0f} KB")
    for page, plain in found.plain.items():
        yield f"first paint, {page}", f"{median(each.painted for each in plain):.0f} ms", "", ""


def verdict(visits: list[Visit]) -> float:
    return median(each.verdict for each in visits)


def megabytes(visits: list[Visit]) -> str:
    return f"{median(each.bytes for each in visits) / 1e6:.2f} MB"


def task(visits: list[Visit]) -> str:
    longest = median(each.longest for each in visits)
    return f"{longest:.0f} ms" if longest else "under 50 ms"


def largest(sent: list[Sent]) -> str:
    ordered = sorted(sent, key=lambda each: -each.sent)[:12]
    rows = [(each.path, f"{each.size:,}", f"{each.sent:,}") for each in ordered]
    return table(("largest of ours", "bytes", "sent"), rows)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the checker's start.")
    parser.add_argument("--runs", type=int, default=5, help="rounds of all visits (default: 5)")
    parser.add_argument("--quick", action="store_true", help="without the slow links")
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="the built site")
    options = parser.parse_args()
    if not (options.site / "checker/index.html").exists():
        parser.error(f"{options.site} holds no site. Build it first: make site")
    print(f"Start, {machine()}. First, all files are compressed.", flush=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder) / "root"
        root.mkdir()
        lay_out(root, options.site.resolve())
        with Server(root) as server:
            harness = Harness(playwright.chromium, server, Path(folder))
            found = measure(harness, options.runs, options.quick)
            harness.browser.close()
    report(found)


if __name__ == "__main__":
    main()
