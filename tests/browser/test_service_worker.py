"""The service worker: the checker without a network, one version at a time, and nothing else kept.

The server lets browsers keep nothing, so whatever comes without the server comes from the worker.
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
from tests.browser.chromium import PATIENCE
from tests.browser.host import Host
from tests.browser.polling import expect_soon
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
VERSIONS = "[document.body.dataset.version, document.documentElement.dataset.version]"


@pytest.fixture(params=["/", "/sub/folder/"])
def host(request: pytest.FixtureRequest, site: Site) -> Iterator[Host]:
    with Host(site.folder, request.param) as host:
        yield host


@pytest.fixture
def root(site: Site) -> Iterator[Host]:
    with Host(site.folder, "/") as host:
        yield host


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


def visit(context: BrowserContext, host: Host, link: str = "") -> Checker:
    """Open the checker in a new window, and wait until Python runs in it."""
    page = context.new_page()
    page.goto(f"{host.home}checker/{link or f'#{WRONG}'}")
    checker = Checker(page)
    if not link:
        expect(checker.finding("USER03")).to_be_visible()
    return checker


def expect_state(page: Page, state: dict[str, int]) -> None:
    expect_soon(page, lambda: page.evaluate(STATE), state)


def first_visit(context: BrowserContext, host: Host) -> None:
    """Visit the checker until the service worker has all files."""
    page = visit(context, host).page
    expect_state(page, ONE)
    page.evaluate("navigator.serviceWorker.ready.then(() => {})")
    page.close()


def test_after_one_visit_the_checker_works_without_a_network(
    context: BrowserContext, host: Host
) -> None:
    first_visit(context, host)
    host.is_reachable = False
    complaints: list[str] = []
    context.on("console", lambda message: complaints.append(message.text))
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    checker = visit(context, host)
    checker.fill(SENDGRID)
    checker.expect_state("ready")
    # Material asks for the list of pages, and the browser for the icon.
    assert {text.partition(": ")[0] for text in complaints} <= {"Failed to load resource"}
    # It is for the checker alone.
    with pytest.raises(Exception, match="net::ERR_"):
        checker.page.goto(host.home)


def test_it_keeps_the_sites_files_and_nothing_that_was_typed(
    context: BrowserContext, host: Host
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


def test_other_pages_are_not_its_business(context: BrowserContext, root: Host) -> None:
    first_visit(context, root)
    page = context.new_page()
    page.goto(f"{root.home}smtp-settings/")
    expect(page.locator("#checker-root")).to_have_attribute("data-attached", "")
    assert page.evaluate("navigator.serviceWorker.controller") is None
    missing = page.goto(f"{root.home}nowhere/")
    assert missing is not None and missing.status == 404


@pytest.fixture
def versions(site: Site, tmp_path: Path) -> tuple[Path, Path]:
    """Two versions of the site whose pages and scripts each say which one they are of."""
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
    with Host(old, "/") as host:
        first_visit(context, host)
        open_page = visit(context, host)
        assert open_page.page.evaluate(VERSIONS) == ["a", "a"]

        host.folder = new
        # The new page comes at once, with its own files.
        newer = visit(context, host).page
        assert newer.evaluate(VERSIONS) == ["b", "b"]
        expect_state(newer, {"caches": 2, "workers": 1})
        # While a page of the old version is open, its worker stays. Without a network, all is old.
        host.is_reachable = False
        assert visit(context, host).page.evaluate(VERSIONS) == ["a", "a"]
        open_page.page.reload()
        expect(open_page.finding("USER03")).to_be_visible()
        assert open_page.page.evaluate(VERSIONS) == ["a", "a"]

        for page in context.pages[1:]:
            page.close()
        host.is_reachable = True
        # Once no page of the old version is open. The worker doesn't serve the home page.
        context.pages[0].goto(host.home)
        expect_state(context.pages[0], ONE)
        last = visit(context, host).page
        host.is_reachable = False
        last.reload()
        expect(Checker(last).finding("USER03")).to_be_visible()
        assert last.evaluate(VERSIONS) == ["b", "b"]


@pytest.mark.parametrize("fault", ["500", "truncated", "HTML with status 200", "wrong type"])
def test_a_broken_file_is_not_kept(fault: str, context: BrowserContext, root: Host) -> None:
    page = visit(context, root).page
    root.break_(fault, "pyodide.mjs")
    expect_soon(page, lambda: root.asked, {"pyodide.mjs"})
    expect_state(page, NONE)
    root.repair()
    page.close()
    first_visit(context, root)


def test_a_start_that_fails_with_a_kept_file_gets_the_servers(
    context: BrowserContext, root: Host
) -> None:
    first_visit(context, root)
    page = context.new_page()
    page.goto(root.home)
    page.evaluate(CORRUPT, "python.zip")
    page.goto(f"{root.home}checker/#{WRONG}")
    checker = Checker(page)
    checker.expect_state("failed")
    checker.button("Try again").click()
    expect(checker.finding("USER03")).to_be_visible()
    expect_soon(page, lambda: page.evaluate(STATE)["caches"], 0)


def test_a_page_that_fails_with_a_kept_module_gets_the_servers(
    context: BrowserContext, root: Host
) -> None:
    first_visit(context, root)
    page = context.new_page()
    page.goto(root.home)
    page.evaluate(CORRUPT, "engine.mjs")
    page.goto(f"{root.home}checker/#{WRONG}")
    page.get_by_role("button", name="Reload the page").click()
    expect(Checker(page).finding("USER03")).to_be_visible()


def test_when_the_page_is_gone_so_is_the_worker(context: BrowserContext, root: Host) -> None:
    first_visit(context, root)
    root.missing.add("")
    page = context.new_page()
    response = page.goto(f"{root.home}checker/")
    assert response is not None and response.status == 404
    expect(page.get_by_role("heading", name="This page doesn't exist")).to_be_visible()
    expect_soon(page, lambda: page.evaluate(STATE)["caches"], 0)
    page.goto(f"{root.home}assets/mark.svg")
    expect_state(page, NONE)


def test_it_can_be_switched_off(context: BrowserContext, root: Host, tmp_path: Path) -> None:
    first_visit(context, root)
    open_page = visit(context, root).page
    (tmp_path / "site").mkdir()
    for name in (service_worker.NAME, service_worker.SWITCH_OFF):
        shutil.copy(root.folder / name, tmp_path / "site")
    subprocess.run(block("switch-off"), shell=True, cwd=tmp_path, check=True)
    off = tmp_path / "site" / service_worker.NAME
    root.replaced[service_worker.NAME] = off.read_bytes()
    page = visit(context, root).page
    expect_soon(page, lambda: page.evaluate(STATE)["caches"], 0)
    open_page.close()
    page.goto(f"{root.home}assets/mark.svg")
    expect_state(page, NONE)
    # Everything works as before it was there.
    visit(context, root)
    root.is_reachable = False
    with pytest.raises(Exception, match="net::ERR_"):
        page.goto(f"{root.home}checker/")
