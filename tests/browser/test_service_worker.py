"""The service worker: the checker works offline, one version at a time, and nothing else is cached.

The server's responses can't be cached, so whatever works without the server comes from the worker.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from forem_smtp.rules.samples import SENDGRID
from forem_smtp.settings import FOREM_FIELDS
from sitegen.publish import service_worker
from tests.browser.checker import Checker
from tests.browser.chromium import TIMEOUT_MS
from tests.browser.polling import expect_poll
from tests.browser.uncached_server import UncachedServer
from tests.examples import block
from tests.site.site import Site

CONTENT = """async () => {
    const content = {};
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            const response = await cache.match(request);
            const headers = JSON.stringify([...response.headers]);
            content[request.url] = headers + await response.text();
        }
    }
    return content;
}"""
STATE = """async () => ({
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
CORRUPT = """async (name) => {
    for (const cacheName of await caches.keys()) {
        const cache = await caches.open(cacheName);
        for (const { url } of await cache.keys()) {
            if (!url.endsWith(name)) continue;
            const { headers } = await cache.match(url);
            await cache.put(url, new Response("broken", { headers }));
        }
    }
}"""
NONE = {"caches": 0, "workers": 0}
ONE = {"caches": 1, "workers": 1}
WRONG = "check?v=1&address=smtp.sendgrid.net&user_name=me%40example.com"
REST_MS = 3000
"""Milliseconds between the start of Python and the registration of the worker."""
VERSIONS = "[document.body.dataset.version, document.documentElement.dataset.version]"


@pytest.fixture(params=["/", "/sub/folder/"])
def host(request: pytest.FixtureRequest, site: Site) -> Iterator[UncachedServer]:
    with UncachedServer(site.folder, request.param) as host:
        yield host


@pytest.fixture
def root_host(site: Site) -> Iterator[UncachedServer]:
    with UncachedServer(site.folder, "/") as host:
        yield host


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    context.set_default_timeout(TIMEOUT_MS)
    yield context
    context.close()


def visit(context: BrowserContext, host: UncachedServer, link: str = "") -> Checker:
    """Open the checker in a new page, and wait until Python runs and the page has rested."""
    page = context.new_page()
    page.clock.install()
    page.goto(f"{host.home}checker/{link or f'#{WRONG}'}")
    checker = Checker(page)
    if not link:
        expect(checker.finding("USER03")).to_be_visible()
        page.clock.fast_forward(REST_MS)
    return checker


def expect_state(page: Page, state: dict[str, int]) -> None:
    expect_poll(page, lambda: page.evaluate(STATE), state)


def first_visit(context: BrowserContext, host: UncachedServer) -> None:
    """Open the checker, and wait until the service worker has cached all files."""
    page = visit(context, host).page
    expect_state(page, ONE)
    page.evaluate("navigator.serviceWorker.ready.then(() => {})")
    page.close()


def test_the_checker_works_offline_after_one_visit(
    context: BrowserContext, host: UncachedServer
) -> None:
    first_visit(context, host)
    host.is_reachable = False
    complaints: list[str] = []
    context.on("console", lambda message: complaints.append(message.text))
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    checker = visit(context, host)
    checker.fill(SENDGRID)
    checker.expect_state("ready")
    # Material requests the sitemap, and the browser the icon.
    assert {text.partition(": ")[0] for text in complaints} <= {"Failed to load resource"}
    # The worker only serves the checker.
    with pytest.raises(Exception, match="net::ERR_"):
        checker.page.goto(host.home)


def test_it_caches_the_sites_files_and_nothing_typed(
    context: BrowserContext, host: UncachedServer
) -> None:
    first_visit(context, host)
    secret = "Zq8wJ5tYb2Vn"
    values: dict[str, str] = {name: f"{name}-{secret}" for name in FOREM_FIELDS}
    checker = visit(context, host, f"?h={secret}#check?{urlencode({'v': '1', **values})}")
    checker.expect_state("errors")
    checker.write("password", secret)
    checker.root.locator("#checker-explain-text").fill(f"535 {secret}")
    checker.button("Copy link").click()
    expect(checker.root.get_by_label("The link", exact=True)).to_be_visible()
    kept: dict[str, str] = checker.page.evaluate(CONTENT)
    assert secret not in str(kept)
    for url in kept:
        name = url.removeprefix(host.home)
        assert re.fullmatch(r"checker/|assets/[^?#]+(\?[0-9a-f]{12})?", name)
        assert (host.folder / name.partition("?")[0]).exists()


def test_it_does_not_serve_other_pages(context: BrowserContext, root_host: UncachedServer) -> None:
    first_visit(context, root_host)
    page = context.new_page()
    page.goto(f"{root_host.home}smtp-settings/")
    expect(page.locator("#checker-root")).to_have_attribute("data-attached", "")
    assert page.evaluate("navigator.serviceWorker.controller") is None
    missing = page.goto(f"{root_host.home}nowhere/")
    assert missing is not None and missing.status == 404


@pytest.fixture
def versions(site: Site, tmp_path: Path) -> tuple[Path, Path]:
    """Two versions of the site, whose pages and scripts each state their version."""
    folders = tmp_path / "a", tmp_path / "b"
    (own,) = (path.name for path in site.folder.glob("assets/checker-*"))
    for folder in folders:
        version = folder.name
        shutil.copytree(
            site.folder / "assets",
            folder / "assets",
            ignore=shutil.ignore_patterns("*.br", "*.gz", "answers-*"),
        )
        (folder / "assets" / own).rename(folder / f"assets/checker-{version}")
        with (folder / f"assets/checker-{version}/checker.mjs").open("a") as script:
            script.write(f'document.documentElement.dataset.version = "{version}";')
        html = (site.folder / "checker/index.html").read_text(encoding="utf-8")
        html = html.replace(own, f"checker-{version}")
        html = html.replace("<body", f'<body data-version="{version}"', 1)
        (folder / "checker").mkdir()
        (folder / "checker/index.html").write_text(html, encoding="utf-8")
        shutil.copy(site.folder / "404.html", folder)
        service_worker.write_scripts(folder)
    return folders


def test_a_new_version_replaces_the_old_one_as_a_whole(
    context: BrowserContext, versions: tuple[Path, Path]
) -> None:
    old, new = versions
    with UncachedServer(old, "/") as host:
        first_visit(context, host)
        open_page = visit(context, host)
        assert open_page.page.evaluate(VERSIONS) == ["a", "a"]

        host.folder = new
        # The new page is served at once, with its own files.
        newer = visit(context, host).page
        assert newer.evaluate(VERSIONS) == ["b", "b"]
        expect_state(newer, {"caches": 2, "workers": 1})
        # While an old page is open, the old worker stays, and offline everything is old.
        host.is_reachable = False
        assert visit(context, host).page.evaluate(VERSIONS) == ["a", "a"]
        open_page.page.reload()
        expect(open_page.finding("USER03")).to_be_visible()
        assert open_page.page.evaluate(VERSIONS) == ["a", "a"]

        for page in context.pages[1:]:
            page.close()
        host.is_reachable = True
        # Now that no old page is open, the new worker takes over. It doesn't serve the home page.
        context.pages[0].goto(host.home)
        expect_state(context.pages[0], ONE)
        last = visit(context, host).page
        host.is_reachable = False
        last.reload()
        expect(Checker(last).finding("USER03")).to_be_visible()
        assert last.evaluate(VERSIONS) == ["b", "b"]


@pytest.mark.parametrize("fault", ["500", "truncated", "HTML with status 200", "wrong type"])
def test_a_broken_file_is_not_cached(
    fault: str, context: BrowserContext, root_host: UncachedServer
) -> None:
    page = visit(context, root_host).page
    root_host.break_files(fault, "pyodide.mjs")
    expect_poll(page, lambda: root_host.requested, {"pyodide.mjs"})
    expect_state(page, NONE)
    root_host.repair()
    page.close()
    first_visit(context, root_host)


def test_a_start_with_a_broken_cached_file_recovers(
    context: BrowserContext, root_host: UncachedServer
) -> None:
    first_visit(context, root_host)
    page = context.new_page()
    page.goto(root_host.home)
    page.evaluate(CORRUPT, "python.zip")
    page.goto(f"{root_host.home}checker/#{WRONG}")
    checker = Checker(page)
    checker.expect_state("failed")
    checker.button("Try again").click()
    expect(checker.finding("USER03")).to_be_visible()
    expect_poll(page, lambda: page.evaluate(STATE)["caches"], 0)


def test_a_page_with_a_broken_cached_module_recovers(
    context: BrowserContext, root_host: UncachedServer
) -> None:
    first_visit(context, root_host)
    page = context.new_page()
    page.goto(root_host.home)
    page.evaluate(CORRUPT, "engine.mjs")
    page.goto(f"{root_host.home}checker/#{WRONG}")
    page.get_by_role("button", name="Reload the page").click()
    expect(Checker(page).finding("USER03")).to_be_visible()


def test_the_worker_removes_itself_when_the_page_is_gone(
    context: BrowserContext, root_host: UncachedServer
) -> None:
    first_visit(context, root_host)
    root_host.missing.add("")
    page = context.new_page()
    response = page.goto(f"{root_host.home}checker/")
    assert response is not None and response.status == 404
    expect(page.get_by_role("heading", name="This page doesn't exist")).to_be_visible()
    expect_poll(page, lambda: page.evaluate(STATE)["caches"], 0)
    page.goto(f"{root_host.home}assets/mark.svg")
    expect_state(page, NONE)


def test_it_can_be_uninstalled(
    context: BrowserContext, root_host: UncachedServer, tmp_path: Path
) -> None:
    first_visit(context, root_host)
    open_page = visit(context, root_host).page
    (tmp_path / "site").mkdir()
    for name in (service_worker.NAME, service_worker.SWITCH_OFF):
        shutil.copy(root_host.folder / name, tmp_path / "site")
    subprocess.run(block("switch-off"), shell=True, cwd=tmp_path, check=True)
    off = tmp_path / "site" / service_worker.NAME
    root_host.replaced[service_worker.NAME] = off.read_bytes()
    page = visit(context, root_host).page
    expect_poll(page, lambda: page.evaluate(STATE)["caches"], 0)
    open_page.close()
    page.goto(f"{root_host.home}assets/mark.svg")
    expect_state(page, NONE)
    # Everything works as without a worker.
    visit(context, root_host)
    root_host.is_reachable = False
    with pytest.raises(Exception, match="net::ERR_"):
        page.goto(f"{root_host.home}checker/")
