"""What a port number alone says about encryption, where no provider says otherwise."""

from __future__ import annotations

from .settings import Encryption

STANDARD: dict[int, Encryption] = {
    25: "starttls",
    587: "starttls",
    2525: "starttls",
    465: "implicit",
}
"""The ports of RFC 6409 and RFC 8314, and 2525, which relays offer where those are blocked."""
CUSTOMARY: dict[int, Encryption] = {2465: "implicit", 8465: "implicit"}
"""Ports without a standard. Every provider that serves one documents it like this (2026-11-29), but
your own server may not, so a statement to the contrary counts."""
READING = {143: "IMAP", 993: "IMAP", 110: "POP", 995: "POP"}
"""The ports for reading mail, and their protocols."""
IMPLICIT_PORTS = frozenset(
    port for port, encryption in (STANDARD | CUSTOMARY).items() if encryption == "implicit"
)
"""The ports that expect TLS from the first byte, which Forem cannot open."""
