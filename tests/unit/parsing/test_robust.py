"""Any text whatever gets a reading, soon; and what was written as a payload is read unchanged."""

from __future__ import annotations

import json
from time import process_time

import pytest
from hypothesis import assume, example, given
from hypothesis import settings as profile
from hypothesis import strategies as st

from forem_smtp import PAYLOADS, ParseResult, PayloadError, Settings, payload, read
from forem_smtp.context import Context
from forem_smtp.parsing import FORMATS
from forem_smtp.parsing.source import LONGEST
from forem_smtp.payloads.environment import NAMES, declaration
from forem_smtp.rules.samples import SENDGRID
from forem_smtp.settings import FIELDS, HIDDEN
from tests.unit import strategies
from tools.pasted_texts import ERRORS, NOTHING, SAMPLES

INNOCENT = " ".join([*NAMES.values(), *FIELDS, HIDDEN])
"""What is told for its own sake, and may be a foolish password as well."""
MEGABYTE = 1 << 20
TEXTS = [sample.text for sample in SAMPLES] + [payload(SENDGRID, name) for name in PAYLOADS]
SIGNS = ["{", "}", "[", "'", '"', "`", "=", ":", "\\", "\n", "\t", "${", "#", ",", "(", "|", "://"]
# The password is whatever people choose, the rest what it can be.
hosts = st.sampled_from(["smtp.example.org", "192.0.2.7", "[2001:db8::7]"])
filled = st.builds(
    Settings,
    user_name=st.sampled_from(["apikey", "me@example.org", r"""O'Neil "$1" \dot"""]),
    password=strategies.secrets,
    address=hosts,
    authentication=st.sampled_from(["plain", "login", "cram_md5"]),
    domain=st.one_of(st.none(), hosts),
    port=st.one_of(st.none(), st.integers(1, 65535).map(str)),
)


def sound(reading: ParseResult) -> None:
    """What holds for every reading."""
    assert (reading.format is None) == (reading.reason is not None)
    assert reading.format is None or reading.format in FORMATS
    given_names = {name for name, _ in reading.settings.given()}
    assert set(reading.origins) == given_names
    assert set(reading.candidates) <= given_names
    for name, texts in reading.candidates.items():
        assert len(texts) > 1
        assert getattr(reading.settings, name) in texts
    assert reading.format is not None or not given_names
    assert set(reading.to_json()["settings"]) == set(FIELDS)
    json.dumps(reading.to_json())
    password = reading.settings.password
    if password and len(password) > 7 and password not in INNOCENT:
        assert not [text for text in (*reading.unused, str(reading.reason)) if password in text]


# Another value equals the password's first line.
_LINES = Settings(password="192.0.2.7\n0", address="192.0.2.7", authentication="plain")


@pytest.mark.parametrize("name", PAYLOADS)
@given(filled)
@example(_LINES)
def test_a_payload_is_read_unchanged(name: str, settings: Settings) -> None:
    try:
        text = payload(settings, name)
    except PayloadError:
        return
    reading = read(text)
    sound(reading)
    assert reading.settings == Context.of(settings).payload
    assert reading.format == name or not reading.settings.given()


@pytest.mark.parametrize("name", PAYLOADS)
def test_every_field_of_a_payload_is_read_with_its_place(name: str) -> None:
    reading = read(payload(SENDGRID, name))
    assert reading.settings == SENDGRID
    assert all(place.startswith("line ") for place in reading.origins.values())


@given(st.text())
@example("\ud800")
@example("SMTP_HOST=\ud800.example.org\nSMTP_PASSWORD=\ud800\0")
@example("smtp://%ff%fe:%00@\ud800:1")
@example('{"smtp": {"port": ' + "9" * 5000 + "}}")
@example('{"smtp": {"host": "\\ud800", "port": 1e999}}')
@example("[" * 100_000)
@example('{"smtp":' * 50_000)
@example("smtp:\n" + "\n".join(" " * n + "smtp:" for n in range(2000)))
def test_any_text_can_be_read(text: str) -> None:
    sound(read(text))


@given(st.lists(st.sampled_from([*SIGNS, *(part for text in TEXTS for part in text.split())])))
def test_any_pieces_of_settings_can_be_read(parts: list[str]) -> None:
    sound(read("".join(parts)))
    sound(read(" ".join(parts)))
    sound(read("\n".join(parts)))


@given(st.sampled_from(TEXTS), st.data())
def test_a_damaged_text_can_be_read(text: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 30)))
        piece = data.draw(st.one_of(st.sampled_from(SIGNS), st.text(max_size=5)))
        text = text[:start] + piece + text[end:]
    sound(read(text))


@given(st.sampled_from(TEXTS), st.sampled_from(TEXTS))
def test_two_texts_in_one_can_be_read(one: str, other: str) -> None:
    sound(read(one + "\n" + other))


@pytest.mark.parametrize("text", [*NOTHING.values(), *ERRORS])
def test_what_is_nothing_is_sound(text: str) -> None:
    sound(read(text))


@given(
    st.sampled_from([text for text in TEXTS if "Tulip-92-vault" in text]),
    st.text(st.characters(categories=["L", "N"]), min_size=8),
)
def test_no_origin_contains_a_value(text: str, secret: str) -> None:
    assume(secret not in text)
    told = told_by(read(text.replace("Tulip-92-vault", secret)))
    # The words of a place stand there whatever the secret is, such as "encryption".
    always = told_by(read(text))
    assert not [words for words in told if secret in words and words not in always]


def told_by(reading: ParseResult) -> list[str]:
    return [*reading.origins.values(), *reading.unused, str(reading.reason)]


# Every fifth of the samples in `make check`, all of them in `make test-all`.
STEP = 5 if profile().max_examples <= 50 else 1


def repeated(text: str) -> str:
    """A text of a megabyte."""
    return (text * (MEGABYTE // len(text) + 1))[:MEGABYTE]


HUGE = {
    **{repr(piece): repeated(piece) for piece in (" ", "\t", "\n", "\\", "{", "[", "'", '"', "`")},
    **{
        repr(piece): repeated(piece)
        for piece in ("a=", "a=\n", "a.", "a,", "a@", "a: 1\n", '{"a":')
    },
    **{
        repr(piece): repeated(piece)
        for piece in ("smtp://", "smtp://a@", "${", "- ", "|", "a\tb\n")
    },
    **{
        repr(piece): repeated(piece)
        for piece in ('\\"', "\\'", "port ", "Port: ", "Net::a", "mail ")
    },
    **{repr(piece): repeated(piece) for piece in ("SMTP_HOST=a\n", "SMTP_A.", "Server\tPort\n")},
    **{
        f"shell {piece!r}": repeated(declaration("shell") + piece * 999)
        for piece in ("A='\n", 'A="\n', "A=\\\n", "A=a ")
    },
    **{f"sample {n}": repeated(SAMPLES[n].text) for n in range(0, len(SAMPLES), STEP)},
    **{
        f"sample {n}, in one line": repeated(SAMPLES[n].text.replace("\n", " "))
        for n in range(0, len(SAMPLES), STEP)
    },
    **{f"payload {name}": repeated(payload(SENDGRID, name)) for name in PAYLOADS},
    **{f"{name} in spaces": payload(SENDGRID, name) + " " * MEGABYTE for name in PAYLOADS},
}


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE)
def test_a_megabyte_is_read_quickly(text: str) -> None:
    """The benchmark measures; this finds an expression that goes back and forth for minutes."""
    begin = process_time()
    reading = read(text)
    assert process_time() - begin < 1
    sound(reading)


def test_the_part_that_is_too_long_is_named() -> None:
    long = read("SMTP_HOST=smtp.example.org\n" + "x" * LONGEST)
    assert long.settings == Settings(address="smtp.example.org")
    assert any("after the first 256 KB" in name for name in long.unused)
    lines = read("SMTP_HOST=smtp.example.org\n" + "\n" * 9999)
    assert any("after line 5000" in name for name in lines.unused)
    line = read(f"SMTP_HOST=smtp.example.org\nSMTP_PASSWORD={'x' * 9999}\n")
    assert line.settings == Settings(address="smtp.example.org")
    assert any("line 2: longer than" in name for name in line.unused)
    page = read("Server: smtp.example.org\n" + "Port: 587\n" * 2000)
    assert any("after line 1500" in name for name in page.unused)
