"""If the lean interpreter lacks something, the whole one takes over without losing anything."""

from __future__ import annotations

import re
from encodings.aliases import aliases
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from forem_smtp import Settings
from sitegen.runtime import assets, library, npm
from sitegen.runtime.lean import functions_that_ran, unread
from sitegen.runtime.lean import module as lean
from tests.browser.checker import Checker
from tests.browser.explanation import ask
from tests.browser.monitor import Monitor
from tests.browser.server import Server

pytestmark = pytest.mark.usefixtures("real_python")

MODULE = (npm.PYODIDE / "pyodide.asm.wasm").read_bytes()
TYPED = Settings(address="smtp.sendgrid.net", port="587", user_name="me@example.com")


@pytest.fixture(scope="module")
def ran() -> dict[str, set[int]]:
    found = functions_that_ran(MODULE, library.packed(), assets.lock_file())
    return {when: set(numbers) for when, numbers in found.items()}


@pytest.fixture
def page(page: Page, monitor: Monitor) -> Page:
    # Pyodide logs that it had to stop.
    monitor.allowed.append("^(console error|console warning|page error): (?!.*[Pp]olicy)")
    return page


def modules(monitor: Monitor) -> list[str]:
    """Return the names of the requested interpreters."""
    names = [address.rpartition("/")[2] for address in monitor.requests]
    return [name for name in names if name.endswith(".wasm")]


def test_the_lean_interpreter_is_much_smaller(ran: dict[str, set[int]]) -> None:
    count = lean.function_count(MODULE)
    assert 2_000 < len(ran["first"]) < len(ran["ever"]) < count / 4
    assert len(lean.lean(MODULE, lean.kept(ran["ever"]))) < 0.7 * len(MODULE)
    assert lean.lean(MODULE, set(range(count))) == MODULE


def test_encodings_with_cleared_tables_are_not_packed() -> None:
    with ZipFile(library.packed()) as packed:
        names = {name.removesuffix(".pyc") for name in packed.namelist()}
    assert "encodings/utf_8" in names
    kept = {aliases.get(name, name) for name in unread.ENCODINGS} | {"gbk", "big5", "shift_jis"}
    assert not {f"encodings/{name}" for name in kept} & names


def test_only_the_tables_are_cleared() -> None:
    cleared = lean.with_data(MODULE, unread.cleared)
    changed = [place for place in range(len(MODULE)) if cleared[place] != MODULE[place]]
    assert len(cleared) == len(MODULE)
    assert 400_000 < len(changed) < 600_000
    assert not any(cleared[place] for place in changed)


def test_letters_of_other_scripts_need_only_the_lean_interpreter(
    page: Page, server: Server, monitor: Monitor
) -> None:
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    for text in (
        "Tu\u0308lip-Größe",
        "сору。ｓｍｔｐ",
        "İı—ﬃ②™…",
        "𝐪𝐮𝐚𝐠",
        "각ﷺกำ",
        "xn--tlip-0ra.xn--9!",
    ):
        settings = TYPED.replaced({"domain": text, "password": f"x{text}", "address": f"a.{text}"})
        checker.fill(settings)
        checker.button("Check all").click()
        checker.expect_report(settings)
    assert modules(monitor) == ["python.wasm"]


def test_a_call_that_the_lean_interpreter_cannot_answer(
    page: Page, server: Server, monitor: Monitor, ran: dict[str, set[int]]
) -> None:
    enough = lean.kept(ran["ever"]) - (ran["ever"] - ran["first"])
    server.replaced["python.wasm"] = lean.lean(MODULE, enough)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.fill(TYPED)
    checker.button("Check all").click()
    checker.expect_report(TYPED)
    expect(ask(checker, "535 5.7.8 Error: authentication failed")).to_contain_text("doesn't accept")
    checker.button("Copy for support").click()
    report = page.get_by_label("The report for support")
    expect(report).to_have_value(re.compile("smtp.sendgrid.net"))
    checker.expect_values(TYPED)
    assert modules(monitor) == ["python.wasm", "pyodide.asm.wasm"]


@pytest.mark.parametrize("content", [lean.lean(MODULE, set()), b"no module"])
def test_a_lean_interpreter_that_cannot_start(
    content: bytes, page: Page, server: Server, monitor: Monitor
) -> None:
    server.replaced["python.wasm"] = content
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.fill(TYPED)
    checker.button("Check all").click()
    checker.expect_report(TYPED)
    assert modules(monitor) == ["python.wasm", "pyodide.asm.wasm"]
