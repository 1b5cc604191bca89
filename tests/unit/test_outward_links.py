"""`make links`, against a local server that gives every kind of response.

No test waits: urllib3's delays are recorded instead.
"""

from __future__ import annotations

import re
import socket
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

from tools import links
from tools.links import (
    DEAD,
    FINE,
    MOVED,
    REFUSED,
    SILENT,
    Asking,
    Result,
    ask_all,
    main,
    outward,
    report,
    summary,
)

ASKING = Asking(hosts=3, timeout=60, tries=3, pause=0.25)


class Server:
    """Responds according to the path: `/404` with that status, `/301` with a redirect, and so on.

    It counts requests. A request for `/never` gets no response before `stop`.
    """

    def __init__(self) -> None:
        self.requests: Counter[tuple[str, str]] = Counter()
        self.agents: set[str | None] = set()
        self.stopped = threading.Event()
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        threading.Thread(target=self.http.serve_forever, args=[0.02], daemon=True).start()

    def stop(self) -> None:
        self.stopped.set()
        self.http.shutdown()
        self.http.server_close()

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.http.server_port}/{path}"

    def handler(server: Server) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self) -> None:
                self.answer()

            def do_GET(self) -> None:
                self.answer()

            def answer(self) -> None:
                name = urlsplit(self.path).path.strip("/")
                server.requests[self.command, name] += 1
                server.agents.add(self.headers["User-Agent"])
                if name == "never":
                    server.stopped.wait()
                    return
                status, headers = server.reply(self.command, name)
                self.send_response(status)
                for key, value in {"Content-Length": "0", **headers}.items():
                    self.send_header(key, value)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def reply(self, command: str, name: str) -> tuple[int, dict[str, str]]:
        match name:
            case "301" | "308" | "302":
                return int(name), {"Location": "/fine#part"}
            case "moved-away":
                return 301, {"Location": "/404"}
            case "moved-for-now":
                return 301, {"Location": "/302"}
            case "circle":
                return 302, {"Location": "/circle"}
            case "no-head":
                return (405 if command == "HEAD" else 200), {}
            case "busy":
                return (429 if self.requests["GET", name] < 4 else 200), {}
            case "wait":
                return (429 if self.requests["GET", name] < 2 else 200), {"Retry-After": "17"}
            case _ if name.isdigit():
                return int(name), {}
        return 200, {}


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def delays(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The delays before retries, in seconds."""
    delays: list[float] = []
    monkeypatch.setattr("urllib3.util.retry.time", SimpleNamespace(sleep=delays.append))
    return delays


def outcome(server: Server, name: str, asking: Asking = ASKING) -> tuple[str, str]:
    [result] = ask_all([server.address(name)], asking)
    assert result.address == server.address(name)
    return result.kind, result.words


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("fine", FINE),
        ("302", FINE),
        ("no-head", FINE),
        ("404", DEAD),
        ("410", DEAD),
        ("moved-away", DEAD),
        ("401", REFUSED),
        ("403", REFUSED),
        ("429", REFUSED),
        ("999", REFUSED),
        ("500", SILENT),
        ("503", SILENT),
        ("circle", SILENT),
    ],
)
def test_results_by_response(name: str, kind: str, server: Server) -> None:
    assert outcome(server, name)[0] == kind


@pytest.mark.parametrize(
    ("name", "new"), [("301", "fine"), ("308", "fine"), ("moved-for-now", "302")]
)
def test_a_moved_page_is_reported_with_its_new_address(name: str, new: str, server: Server) -> None:
    assert outcome(server, name) == (MOVED, server.address(new))


def test_a_host_that_does_not_exist_is_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    [result] = ask_all(["http://no-such-host.invalid/"], ASKING)
    assert (result.kind, result.words) == (DEAD, "no such host")


def test_a_refused_connection_counts_as_silent() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        [result] = ask_all([f"http://127.0.0.1:{bound.getsockname()[1]}/"], ASKING)
    assert result.kind == SILENT


def test_a_timeout_counts_as_silent(server: Server) -> None:
    impatient = ASKING._replace(timeout=0.01, tries=1)
    assert outcome(server, "never", impatient) == (SILENT, "no answer in time")


# Politeness to servers


def test_one_request_is_enough_for_a_working_link(server: Server) -> None:
    outcome(server, "fine")
    assert server.requests == {("HEAD", "fine"): 1}
    assert server.agents == {"Mozilla/5.0 (compatible; forem-smtp link check)"}


def test_get_is_used_only_if_head_fails(server: Server) -> None:
    outcome(server, "no-head")
    outcome(server, "404")
    assert server.requests == {
        (command, name): 1 for command in ("HEAD", "GET") for name in ("no-head", "404")
    }


def test_retries_back_off(server: Server, delays: list[float]) -> None:
    assert outcome(server, "busy")[0] == FINE
    assert server.requests == {("HEAD", "busy"): 1, ("GET", "busy"): 4}
    second, third = delays  # The first retry comes at once.
    assert 2 * ASKING.pause <= second <= 3 * ASKING.pause
    assert 4 * ASKING.pause <= third <= 5 * ASKING.pause


def test_retry_after_is_honored(server: Server, delays: list[float]) -> None:
    assert outcome(server, "wait")[0] == FINE
    assert delays == [17]


def test_retries_are_limited(server: Server) -> None:
    outcome(server, "503")
    assert server.requests["GET", "503"] == 1 + ASKING.tries


def test_hosts_are_requested_in_parallel_but_each_one_sequentially(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Three threads work in parallel, and each host is requested by only one of them."""
    threads = defaultdict(set)
    all_at_once = threading.Barrier(ASKING.hosts)

    def ask(address: str, *_: object) -> Result:
        threads[urlsplit(address).netloc].add(threading.get_ident())
        all_at_once.wait(10)
        return Result(address, FINE)

    monkeypatch.setattr(links, "ask", ask)
    addresses = [f"http://{host}.example/{n}" for n in range(3) for host in "abcdef"]
    done = []
    results = ask_all(addresses, ASKING, lambda: done.append(1))
    assert [result.address for result in results] == addresses
    assert len(done) == len(addresses)
    assert [len(own) for own in threads.values()] == [1] * 6
    assert len(set.union(*threads.values())) == ASKING.hosts


# The site's links, and the report


@pytest.fixture
def site(server: Server, tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "page").mkdir(parents=True)
    fine, gone, new = (server.address(name) for name in ("fine", "404", "301"))
    links = f'<a href="{fine}#one">A</a> <a href="{fine}#two">B</a> <a href="page/">C</a>'
    links += '<a href="mailto:me@example.org">D</a> <a name="x">E</a>'
    links += f'<link href="{server.address("500")}">'
    (folder / "index.html").write_text(links, encoding="utf-8")
    links = f'<a href="{fine}">A</a> <a href="{gone}?a=1&amp;b=2">F</a> <a href="{new}">G</a>'
    (folder / "page/index.html").write_text(links, encoding="utf-8")
    return folder


def test_outgoing_links_are_found_once_with_their_pages(site: Path, server: Server) -> None:
    assert outward(site) == {
        server.address("fine"): ["./", "page/"],
        server.address("404?a=1&b=2"): ["page/"],
        server.address("301"): ["page/"],
    }


def test_the_report_has_a_table_for_each_kind(server: Server) -> None:
    names = ["fine", "404", "301", "403", "500"]
    results = ask_all([server.address(name) for name in names], ASKING)
    text = report(results, {one.address: ["a/", "b/"] for one in results})
    assert summary(results) == "5 addresses: 1 dead, 1 moved, 1 refused, 1 silent, 1 fine."
    assert summary(results) in text
    titles = re.findall(r"^## (\w+)", text, re.MULTILINE)
    assert titles == ["Dead", "Moved", "Refused", "No"]
    assert f"| {server.address('404')} | status 404 | a/, b/ |" in text
    assert f"| {server.address('301')} | {server.address('fine')} | a/, b/ |" in text
    assert server.address("fine") + " |  |" not in text


def run(site: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str, str]:
    """Run the command, and return its exit code, output, errors and report."""
    file = site.parent / "some/report.md"
    with pytest.raises(SystemExit) as end:
        main([str(site), "--report", str(file), "--tries", "1"])
    out, err = capsys.readouterr()
    return int(end.value.code or 0), out, err, file.read_text(encoding="utf-8")


def test_a_dead_link_exits_with_1(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err, text = run(site, capsys)
    assert code == 1
    assert out.startswith("3 addresses: 1 dead, 1 moved, 0 refused, 0 silent, 1 fine.")
    assert "100%" in err
    assert "## Dead" in text


def test_other_results_exit_with_0(
    site: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    page = site / "page/index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("/404", "/403"), encoding="utf-8")
    code, out, _, text = run(site, capsys)
    assert code == 0
    assert "0 dead, 1 moved, 1 refused" in out
    assert "## Dead" not in text
