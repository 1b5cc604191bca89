"""The real programs that read Forem's environment, each given many files at once."""

from __future__ import annotations

import contextlib
import ctypes
import http.server
import json
import os
import socketserver
import subprocess
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import dotenv
import yaml  # type: ignore[import-untyped]

from forem_smtp.payloads.environment import NAMES
from tests import programs

Variables = dict[str, str]
ENVIRONMENT = {"LANG": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/home/you"}


def files(texts: Sequence[str], folder: Path) -> list[str]:
    """Write the texts to files, and return their paths."""
    paths = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.env"
        path.write_bytes(text.encode())
        paths.append(str(path))
    return paths


def shell(program: str, texts: Sequence[str], folder: Path) -> list[Variables]:
    """Return what `bash` or `dash` reads from the files with `set -a; . ./FILE; set +a`."""
    names = list(NAMES.values())
    show = " ".join(f'"${{{name}-}}"' for name in names)
    script = (
        'for file; do set -a; . "$file"; set +a; '
        f"printf '%s\\0' {show}; unset {' '.join(names)}; done"
    )
    done = _run([program, "-c", script, program, *files(texts, folder)])
    values = done.stdout.split("\0")[:-1]
    count = len(names)
    rows = (values[start : start + count] for start in range(0, len(values), count))
    return [{n: v for n, v in zip(names, row, strict=True) if v} for row in rows]


def shell_exports(program: str, text: str, folder: Path) -> Variables:
    """Return the environment of a program that this shell starts after reading the file."""
    [path] = files([text], folder)
    done = _run([program, "-c", 'set -a; . "$1"; env -0', program, path])
    return forem_variables(line.partition("=")[::2] for line in done.stdout.split("\0"))


def ruby_dotenv(texts: Sequence[str]) -> list[Variables]:
    """Return what Ruby's dotenv reads from the texts."""
    script = "puts JSON.parse(STDIN.read).map { |text| Dotenv::Parser.call(text) }.to_json"
    command = [programs.ruby(), "-rjson", "-rdotenv", "-e", script]
    found: list[Variables] = json.loads(_run(command, json.dumps(list(texts))).stdout)
    return found


def python_dotenv(texts: Sequence[str], folder: Path) -> list[Variables]:
    """Return what python-dotenv reads from the files."""
    found = []
    for path in files(texts, folder):
        found.append({n: v for n, v in dotenv.dotenv_values(path).items() if v is not None})
    return found


def compose_1(texts: Sequence[str], folder: Path) -> list[Variables]:
    """Return what docker-compose 1 reads from the files as `env_file:`, using its own function."""
    script = (
        "import json, sys; from compose.config.environment import env_vars_from_file as read; "
        "print(json.dumps([read(path) for path in json.load(sys.stdin)]))"
    )
    done = _run(["/usr/bin/python3", "-c", script], json.dumps(files(texts, folder)))
    found: list[Variables] = json.loads(done.stdout)
    return found


def compose(texts: Sequence[str], folder: Path) -> list[Variables]:
    """Return what `docker-compose config` reads from the files as `env_file:`.

    Each file has its own service. Raises AssertionError if docker-compose refuses one of them.
    """
    services = {
        f"s{number}": {"image": "x", "env_file": [path]}
        for number, path in enumerate(files(texts, folder))
    }
    definition = folder / "docker-compose.yml"
    # docker-compose 1 needs the version for services; docker-compose 2 says that it ignores it.
    definition.write_text(json.dumps({"version": "3", "services": services}), encoding="utf-8")
    printed = _run(["docker-compose", "-f", str(definition), "config"]).stdout
    shown = yaml.safe_load(printed)["services"]
    # The output is Compose syntax, so each $ is doubled.
    return [
        {
            name: str(value).replace("$$", "$")
            for name, value in (shown[service].get("environment") or {}).items()
        }
        for service in services
    ]


def docker(texts: Sequence[str], folder: Path) -> list[Variables]:
    """Return what the docker client sends to its daemon for these files as `--env-file`."""
    with Daemon(folder / "docker.sock") as daemon:
        _run(
            ["docker", "-H", daemon.url, "create", *_options(_numbered(texts), folder), "image"],
        )
    pairs = (line.partition("=")[::2] for line in daemon.created["Env"])
    return _by_number(dict(pairs), len(texts))


def podman(texts: Sequence[str], folder: Path) -> list[Variables]:
    """Return what the podman client sends to its service for these files as `--env-file`."""
    with Daemon(folder / "podman.sock") as daemon:
        command = ["podman", "--remote", "--url", daemon.url, "create", "--pull=never"]
        _run([*command, *_options(_numbered(texts), folder), "image"])
    return _by_number(daemon.created["env"], len(texts))


def systemd(texts: Sequence[str], folder: Path) -> list[Variables]:
    """Return what systemd's own parser for `EnvironmentFile=` reads from the files.

    The parser is in systemd's private library. Then systemd drops invalid assignments, as is done
    here with systemd's own function.
    """
    library = ctypes.CDLL(str(systemd_library()))
    found = []
    for path in files(texts, folder):
        lines = ctypes.POINTER(ctypes.c_char_p)()
        status = library.load_env_file(None, path.encode(), ctypes.byref(lines))
        if status < 0:
            raise OSError(-status, os.strerror(-status))
        read: Variables = {}
        number = 0
        while (line := lines[number]) is not None:
            if library.env_assignment_is_valid(line):
                name, _, value = line.decode().partition("=")
                read[name] = value
            number += 1
        found.append(read)
    return found


def systemd_library() -> Path:
    """Return the path of systemd's private library."""
    return next(Path("/usr/lib").glob("*/systemd/libsystemd-shared-*.so"))


def forem_variables(pairs: Iterator[Any]) -> Variables:
    """Return the variables that Forem reads."""
    return {name: value for name, value in pairs if name in NAMES.values()}


class Daemon:
    """A stub daemon for `docker create` and `podman create`; `created` has the request's body."""

    def __init__(self, path: Path) -> None:
        self.url = f"unix://{path}"
        self.created: dict[str, Any] = {}
        self._server = socketserver.ThreadingUnixStreamServer(str(path), self._handler())

    def __enter__(self) -> Daemon:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[http.server.BaseHTTPRequestHandler]:
        daemon = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if self.path.split("?")[0].endswith("/containers/create"):
                    daemon.created = json.loads(body)
                response = b'{"Id": "made", "Warnings": []}'
                self.send_response(201 if body else 200)
                self.send_header("Api-Version", "1.41")
                self.send_header("Libpod-Api-Version", "4.3.1")
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(response)))
                self.end_headers()
                if self.command != "HEAD":
                    with contextlib.suppress(BrokenPipeError):
                        self.wfile.write(response)

            do_HEAD = do_GET = do_POST = answer

            def log_message(self, *_: object) -> None:
                pass

        return Handler


def _numbered(texts: Sequence[str]) -> list[str]:
    """Number the variables' names, so that one program can read all files at once."""
    numbered = []
    for number, text in enumerate(texts):
        for name in NAMES.values():
            text = text.replace(f"\n{name}=", f"\n{name}_{number}=")
        numbered.append(text)
    return numbered


def _by_number(found: Variables, count: int) -> list[Variables]:
    by_number: list[Variables] = [{} for _ in range(count)]
    for numbered, value in found.items():
        name, _, number = numbered.rpartition("_")
        if name in NAMES.values():
            by_number[int(number)][name] = value
    return by_number


def _options(texts: Sequence[str], folder: Path) -> list[str]:
    return [option for path in files(texts, folder) for option in ("--env-file", path)]


def _run(command: list[str], stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        command,
        input=None if stdin is None else stdin.encode(),
        capture_output=True,
        env=ENVIRONMENT,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return subprocess.CompletedProcess(command, 0, done.stdout.decode(), done.stderr.decode())
