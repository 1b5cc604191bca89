"""The checker works offline in the other two engines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium.webdriver.remote.webdriver import WebDriver

from forem_smtp.rules.samples import SENDGRID
from tests.browser.uncached_server import UncachedServer
from tests.site.site import Site
from tests.system.engines.browsers import Checker

IS_READY = """
    const [done] = arguments;
    const ready = async () => {
        const registration = await navigator.serviceWorker.getRegistration();
        return Boolean(registration?.active) && (await caches.keys()).length === 1;
    };
    ready().then(done);
"""


@pytest.fixture
def host(site: Site) -> Iterator[UncachedServer]:
    with UncachedServer(site.folder, "/") as host:
        yield host


def test_the_checker_works_offline_after_one_visit(driver: WebDriver, host: UncachedServer) -> None:
    checker = Checker(driver)
    checker.open(f"{host.home}checker/")
    checker.fill(SENDGRID)
    checker.until_state("ready")
    checker.until(lambda: driver.execute_async_script(IS_READY))
    host.is_reachable = False
    checker.open(f"{host.home}checker/#check?v=1&address=smtp.sendgrid.net&user_name=me")
    checker.until_state("errors")
    checker.until(lambda: checker.count("[data-code=USER03]"), 1)
