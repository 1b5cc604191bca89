"""`mkdocs serve` restarts when the site's own Python changes."""

from __future__ import annotations

import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic, sleep

import pytest

from sitegen import reload

SERVER = """\
import pathlib, signal, time
# As in the real child: a background process may have been started with the signal ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    pathlib.Path("started").touch()
    time.sleep(60)
except KeyboardInterrupt:
    pathlib.Path("tidied-up").touch()
"""
TIMEOUT_S = 30


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A watched folder with one file."""
    (tmp_path / "sitegen").mkdir()
    (tmp_path / "sitegen/rule.py").write_text("old", encoding="utf-8")
    monkeypatch.setattr(reload, "ROOT", tmp_path)
    monkeypatch.setattr(reload, "POLL_S", 0.01)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def wait_for(path: Path) -> None:
    end = monotonic() + TIMEOUT_S
    while not path.exists():
        assert monotonic() < end, path
        sleep(0.01)


def change(folder: Path) -> None:
    (folder / "sitegen/new.py").write_text("new", encoding="utf-8")


def test_a_change_interrupts_the_child(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "orig_argv", [sys.executable, "-c", SERVER])
    with ThreadPoolExecutor() as pool:
        again = pool.submit(reload.run_until_change)
        wait_for(folder / "started")
        change(folder)
        assert again.result(TIMEOUT_S)
    assert (folder / "tidied-up").exists()


def test_after_an_error_it_waits_for_the_next_change(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = f"{SERVER.splitlines()[0]}\npathlib.Path('started').touch()\nraise SystemExit(1)"
    monkeypatch.setattr(sys, "orig_argv", [sys.executable, "-c", code])
    with ThreadPoolExecutor() as pool:
        again = pool.submit(reload.run_until_change)
        wait_for(folder / "started")
        change(folder)
        assert again.result(TIMEOUT_S)


def test_a_child_that_ignores_the_signal_is_killed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        sys,
        "orig_argv",
        [sys.executable, "-c", SERVER.replace("default_int_handler", "SIG_IGN")],
    )
    monkeypatch.setattr(reload, "PATIENCE_S", 0.1)
    with ThreadPoolExecutor() as pool:
        again = pool.submit(reload.run_until_change)
        wait_for(folder / "started")
        change(folder)
        assert again.result(TIMEOUT_S)
    assert not (folder / "tidied-up").exists()


def test_it_exits_when_the_child_succeeds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "orig_argv", [sys.executable, "-c", ""])
    assert not reload.run_until_change()


def test_supervise_returns_in_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(reload.CHILD, "1")
    before = signal.getsignal(signal.SIGINT)
    reload.supervise()
    signal.signal(signal.SIGINT, before)


def test_the_engine_and_the_generators_are_watched() -> None:
    names = {path.relative_to(reload.ROOT).as_posix() for path in reload.files()}
    assert {
        "validator/forem_smtp/check.py",
        "validator/forem_smtp/providers/sendgrid.toml",
        "sitegen/markers.py",
        "sitegen/content/glossary.toml",
    } <= names
