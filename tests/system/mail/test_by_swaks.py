"""The guide's swaks command for a test email, run against Postfix."""

from __future__ import annotations

import base64
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.examples import block
from tests.system.mail.postfix import ACCOUNTS, RECIPIENT, Postfix
from tests.system.mail.terminal import Done, at_a_terminal

pytestmark = pytest.mark.needs("swaks", "postfix", "sasl", "openssl")
[(USER_NAME, PASSWORD), *_] = ACCOUNTS.items()
VALUES = {
    "YOUR-FROM-ADDRESS": "hello@example.org",
    "YOUR-OWN-ADDRESS": RECIPIENT,
    "DOMAIN": "community.example.org",
    "USER-NAME": USER_NAME,
    "ADDRESS": "localhost",
}


@pytest.fixture(scope="module")
def postfix() -> Iterator[Postfix]:
    with Postfix("localhost") as postfix:
        yield postfix


def swaks(
    postfix: Postfix,
    server: str,
    folder: Path,
    password: str = PASSWORD,
    mechanism: str = "PLAIN",
    seconds: int = 10,
) -> Done:
    """Run the guide's command with its placeholders filled in."""
    text = block("test-mail-swaks").replace("\\\n", " ")
    for name, value in VALUES.items():
        text = text.replace(name, value)
    text = text.replace("PORT", str(postfix.ports[server])).replace("AUTHENTICATION", mechanism)
    line = shlex.split(text.replace("--timeout 10", f"--timeout {seconds}"))
    assert password not in line
    done = at_a_terminal(line, password, folder, {"SSL_CERT_FILE": str(postfix.authority)})
    for secret in (password, base64.b64encode(f"\0{USER_NAME}\0{password}".encode()).decode()):
        assert secret not in done.said
    return done


@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN", "CRAM-MD5"])
def test_an_email_arrives(mechanism: str, postfix: Postfix, tmp_path: Path) -> None:
    before = set(postfix.messages())
    done = swaks(postfix, "starttls-required", tmp_path, mechanism=mechanism)
    assert done.status == 0
    assert "\r\n ~> .\r\n<~  250 " in done.said
    [name] = set(postfix.messages()) - before
    mail = postfix.messages()[name]
    assert mail["From"] == VALUES["YOUR-FROM-ADDRESS"]
    assert VALUES["DOMAIN"] in str(mail["Received"])
    assert USER_NAME in str(mail["Received"])


@pytest.mark.parametrize(
    ("server", "password", "said"),
    [
        ("starttls-required", "wrong", "535 5.7.8"),
        ("no-tls", PASSWORD, "Host did not advertise STARTTLS"),
        # The messages of swaks before 2024 and since.
        ("self-signed", PASSWORD, "certificate verify failed|self-signed certificate"),
        ("implicit-tls", PASSWORD, "Timeout"),
    ],
)
def test_an_email_does_not_arrive(
    server: str, password: str, said: str, postfix: Postfix, tmp_path: Path
) -> None:
    before = set(postfix.messages())
    done = swaks(postfix, server, tmp_path, password, seconds=2 if server == "implicit-tls" else 10)
    assert done.status != 0
    assert re.search(said, done.said)
    assert set(postfix.messages()) == before


def test_a_wrong_name_in_the_certificate_is_reported_since_2024(
    postfix: Postfix, tmp_path: Path
) -> None:
    # The guide warns about this: Forem would refuse to send here.
    done = swaks(postfix, "other-name", tmp_path)
    if version() < 2024:
        assert done.status == 0
    else:
        assert done.status != 0
        assert "server certificate did not match target host" in done.said


def version() -> int:
    """Return the year that the version of this swaks begins with."""
    printed = subprocess.run(["swaks", "--version"], capture_output=True, text=True).stdout
    found = re.search(r"version (20\d\d)", printed)
    assert found, printed
    return int(found[1])
