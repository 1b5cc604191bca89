"""A worker keeps the settings that it has read until it's restarted; the web process doesn't.

Forem keeps what it has read of its settings in RequestStore, and in the cache below that, which
saving clears (`RequestStore[cache_key] ||= Rails.cache.fetch`, forem/forem,
app/models/settings/base.rb at edbeb3d). Rails empties RequestStore after each request, and nothing
empties it between the jobs of Sidekiq.
"""

from __future__ import annotations

import shlex
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.system.payloads.stubs import run
from tests.system.workers import TIMEOUT_S, redis, started

pytestmark = pytest.mark.needs("redis", "sidekiq", "request-store")

# A file replaces the database and its cache: it always has the newest saved values.
APPLICATION = """
require "request_store"
require "sidekiq"
module Settings
  def self.port = RequestStore[:settings] ||= File.read("saved")
end
class Mail
  include Sidekiq::Worker
  def perform = File.write("used", Settings.port + "\n", mode: "a")
end
"""
WEB = """
require "rack"
require "./application"
app = RequestStore::Middleware.new(->(_) { [200, {}, [Settings.port]] })
request = -> { status, headers, body = app.call({}); text = body.each(&:itself); body.close; text }
print request.call.to_a.first, " "
File.write("saved", "587")
print request.call.to_a.first
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "application.rb").write_text(APPLICATION, encoding="utf-8")
    save(tmp_path, "465")
    return tmp_path


@pytest.fixture
def url(folder: Path) -> Iterator[str]:
    with redis(folder) as url:
        yield url


def save(folder: Path, port: str) -> None:
    (folder / "saved").write_text(port, encoding="utf-8")


def send(folder: Path, url: str) -> list[str]:
    """Let the worker send another email, and return the ports of all emails so far."""
    used = folder / "used"
    before = ports(used)
    program = 'require "./application"; Mail.perform_async'
    done = run(f"ruby -e {shlex.quote(program)}", folder, folder, REDIS_URL=url)
    assert done.returncode == 0, done.stderr
    end = time.monotonic() + TIMEOUT_S
    while len(after := ports(used)) == len(before):
        assert time.monotonic() < end, (folder / "output").read_text(encoding="utf-8")
        time.sleep(0.1)
    return after


def ports(used: Path) -> list[str]:
    return used.read_text(encoding="utf-8").split() if used.exists() else []


def test_the_worker_keeps_old_settings_until_it_is_restarted(folder: Path, url: str) -> None:
    worker = ["sidekiq", "-r", "./application.rb", "-c", "1"]
    with started(worker, folder, {"REDIS_URL": url}):
        assert send(folder, url) == ["465"]
        save(folder, "587")
        assert send(folder, url) == ["465", "465"]
    with started(worker, folder, {"REDIS_URL": url}):
        assert send(folder, url) == ["465", "465", "587"]


def test_the_web_process_uses_new_settings_at_once(folder: Path) -> None:
    done = run(f"ruby -e {shlex.quote(WEB)}", folder, folder)
    assert done.stdout == "465 587", done.stderr
