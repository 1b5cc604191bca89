"""Of several programs' servers in one file, the values of each stay together."""

from __future__ import annotations

import json

from forem_smtp import bridge, read
from forem_smtp.settings import HIDDEN

FILE = """\
# Forem
DEFAULT_EMAIL=yo@yourclub.org
SMTP_ADDRESS=

# Discourse
DISCOURSE_SMTP_ADDRESS=smtp.meadow.example
DISCOURSE_SMTP_PORT=2525
DISCOURSE_SMTP_USER_NAME=clover
DISCOURSE_SMTP_PASSWORD=Haystack-81

# Nextcloud
SMTP_HOST=smtp.pond.example
SMTP_NAME=frog@pond.example
SMTP_PORT=465
SMTP_SECURE=ssl
SMTP_PASSWORD=Lilypad-512
"""
POND = {
    "user_name": "frog@pond.example",
    "password": "Lilypad-512",
    "address": "smtp.pond.example",
    "port": "465",
    "from_email_address": "yo@yourclub.org",
    "reply_to_email_address": "yo@yourclub.org",
    "encryption": "implicit",
}


def test_each_server_has_its_own_values_and_their_places() -> None:
    chosen, other = read(FILE).servers
    assert chosen.settings == read(FILE).settings
    assert chosen.place == "lines 6 to 9"
    assert dict(other.settings.given()) == POND
    assert other.origins["password"] == "line 16, SMTP_PASSWORD"
    assert other.place == "lines 12 to 16"


def test_each_candidate_has_its_own_origin() -> None:
    result = read(FILE)
    assert result.candidates["port"] == ("2525", "465")
    assert result.candidate_origins["port"] == (
        "line 7, DISCOURSE_SMTP_PORT",
        "line 14, SMTP_PORT",
    )
    for text in (FILE, "SMTP_HOST=smtp.meadow.example\nMAIL_PORT=25\nSMTP_PORT=587"):
        result = read(text)
        assert list(result.candidates) == list(result.candidate_origins)
        for name, texts in result.candidates.items():
            assert len(texts) == len(result.candidate_origins[name])


def test_a_server_without_a_value_gets_none_of_the_other() -> None:
    (_, other) = read(FILE.replace("SMTP_NAME=frog@pond.example\n", "")).servers
    assert other.settings.user_name is None


def test_the_secrets_of_every_server_are_hidden() -> None:
    text = FILE.replace("DISCOURSE_SMTP_PASSWORD=Haystack-81\n", "")
    for each in (FILE, text, text.replace("frog@pond.example", "Lilypad-512")):
        shown = json.dumps(read(each).to_json()) + repr(read(each))
        assert "Haystack-81" not in shown
        assert "Lilypad-512" not in shown
    servers = read(FILE).to_json()["servers"]
    assert [server["settings"]["password"] for server in servers] == [HIDDEN, HIDDEN]


def test_the_page_gets_the_real_values_and_what_to_show() -> None:
    answer = json.loads(bridge.read(json.dumps({"text": FILE})))
    assert answer["servers"][1]["settings"] == POND
    assert answer["servers"][1]["seen"] == POND | {"password": HIDDEN}
    assert answer["servers"][1]["place"] == "lines 12 to 16"


def test_one_server_is_no_choice_of_servers() -> None:
    one = "SMTP_HOST=smtp.meadow.example\nSMTP_PORT=587\nSMTP_PORT=2525"
    assert read(one).servers == ()
    # It isn't certain whose port it is.
    two = "SMTP_HOST=smtp.meadow.example\nSMTP_SERVER=smtp.pond.example\nSMTP_PORT=587"
    assert read(two).servers == ()
    assert read(two).candidate_origins == {"address": ("line 1, SMTP_HOST", "line 2, SMTP_SERVER")}


def test_only_forems_sender_goes_with_every_server() -> None:
    text = FILE.replace("DEFAULT_EMAIL=yo@yourclub.org\n", "MAIL_FROM=yo@yourclub.org\n\n")
    result = read(text)
    assert {server.settings.from_email_address for server in result.servers} == {None}
    assert "line 2, MAIL_FROM: not certain which server it's for" in result.unused
