"""Probes the servers of the matrix, each where a hosts file would put it."""

import os
import socket
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from unittest import mock

from forem_smtp import Report
from forem_smtp.probe import Outcome, probe, talk
from tests.system.mail.forem import Attempt

AT_ONCE = 16
CLOSED = 1
"""A port of this machine on which nothing listens."""
_places = threading.local()
_connect = socket.create_connection


def probe_all(wanted: Mapping[str, tuple[Report, Attempt]], authority: Path) -> dict[str, Outcome]:
    """Return what a probe finds with each of these, by ID; nothing for one that can't begin.

    `authority` is the file of what is to be trusted. A probe waits as long as Ruby did.
    """
    found: dict[str, Outcome] = {}
    limits = {attempt.limit for _, attempt in wanted.values()}
    with (
        mock.patch.dict(os.environ, SSL_CERT_FILE=str(authority)),
        mock.patch.object(socket, "create_connection", _connect_there),
        ThreadPoolExecutor(AT_ONCE) as pool,
    ):
        for limit in limits:
            now = {name: one for name, one in wanted.items() if one[1].limit == limit}
            with mock.patch.object(talk, "TIMEOUT_S", limit):
                outcomes = pool.map(_probe, now.values())
                found |= {
                    name: outcome for name, outcome in zip(now, outcomes, strict=True) if outcome
                }
    return found


def _probe(one: tuple[Report, Attempt]) -> Outcome | None:
    report, attempt = one
    _places.here = attempt.places
    try:
        return probe(report)
    except ValueError:  # no server to connect to
        return None


def _connect_there(address: tuple[str, int], **options: Any) -> socket.socket:
    """Connect as Ruby is made to: see forem.rb."""
    host, port = address
    name = host.lower().removesuffix(".")
    places = _places.here
    if here := places.get(f"{name}:{port}"):
        return _connect(("127.0.0.1", here), **options)
    if not all(letter.isascii() and (letter.isalnum() or letter in "_.-") for letter in name):
        return _connect(address, **options)
    if name not in {place.rpartition(":")[0] for place in places}:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    return _connect(("127.0.0.1", CLOSED), **options)
