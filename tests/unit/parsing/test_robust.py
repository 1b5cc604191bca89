"""Any text can be read, quickly, and a payload is read back unchanged."""

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

NAMES_IN_RESULTS = " ".join([*NAMES.values(), *FIELDS, HIDDEN])
"""Names that results mention anyway, and that a weak password may happen to contain."""
MEGABYTE = 1 << 20
TEXTS = [sample.text for sample in SAMPLES] + [payload(SENDGRID, name) for name in PAYLOADS]
SIGNS = ["{", "}", "[", "'", '"', "`", "=", ":", "\\", "\n", "\t", "${", "#", ",", "(", "|", "://"]
# The password is arbitrary; the other values are valid ones.
hosts = st.sampled_from(["smtp.example.org", "192.0.2.7", "[2001:db8::7]"])
complete_settings = st.builds(
    Settings,
    user_name=st.sampled_from(["apikey", "me@example.org", r"""O'Neil "$1" \dot"""]),
    password=strategies.secrets,
    address=hosts,
    authentication=st.sampled_from(["plain", "login", "cram_md5"]),
    domain=st.one_of(st.none(), hosts),
    port=st.one_of(st.none(), st.integers(1, 65535).map(str)),
)


def expect_consistent(reading: ParseResult) -> None:
    """Check what must be true of every result."""
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
    if password and len(password) > 7 and password not in NAMES_IN_RESULTS:
        assert not [text for text in (*reading.unused, str(reading.reason)) if password in text]


# Another value equals the password's first line.
_LINES = Settings(password="192.0.2.7\n0", address="192.0.2.7", authentication="plain")


@pytest.mark.parametrize("name", PAYLOADS)
@given(complete_settings)
@example(_LINES)
def test_payloads_are_read_back_unchanged(name: str, settings: Settings) -> None:
    try:
        text = payload(settings, name)
    except PayloadError:
        return
    reading = read(text)
    expect_consistent(reading)
    assert reading.settings == Context.of(settings).payload
    assert reading.format == name or not reading.settings.given()


@pytest.mark.parametrize("name", PAYLOADS)
def test_payload_fields_are_read_with_their_lines(name: str) -> None:
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
    expect_consistent(read(text))


@given(st.lists(st.sampled_from([*SIGNS, *(part for text in TEXTS for part in text.split())])))
def test_any_mix_of_fragments_can_be_read(parts: list[str]) -> None:
    expect_consistent(read("".join(parts)))
    expect_consistent(read(" ".join(parts)))
    expect_consistent(read("\n".join(parts)))


@given(st.sampled_from(TEXTS), st.data())
def test_a_damaged_text_can_be_read(text: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 30)))
        piece = data.draw(st.one_of(st.sampled_from(SIGNS), st.text(max_size=5)))
        text = text[:start] + piece + text[end:]
    expect_consistent(read(text))


@given(st.sampled_from(TEXTS), st.sampled_from(TEXTS))
def test_two_joined_texts_can_be_read(one: str, other: str) -> None:
    expect_consistent(read(one + "\n" + other))


@pytest.mark.parametrize("text", [*NOTHING.values(), *ERRORS])
def test_results_without_settings_are_consistent(text: str) -> None:
    expect_consistent(read(text))


@given(
    st.sampled_from([text for text in TEXTS if "Tulip-92-vault" in text]),
    st.text(st.characters(categories=["L", "N"]), min_size=8),
)
def test_no_origin_contains_a_value(text: str, secret: str) -> None:
    assume(secret not in text)
    described = descriptions(read(text.replace("Tulip-92-vault", secret)))
    # Some words, such as "encryption", are in a description whatever the secret is.
    always = descriptions(read(text))
    assert not [words for words in described if secret in words and words not in always]


def descriptions(reading: ParseResult) -> list[str]:
    return [*reading.origins.values(), *reading.unused, str(reading.reason)]


# `make check` uses every fifth sample, `make test-all` all of them.
STEP = 5 if profile().max_examples <= 50 else 1


def repeated(text: str) -> str:
    """Return a megabyte of this text."""
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
    """Catch catastrophic backtracking. The exact time is the benchmark's job."""
    begin = process_time()
    reading = read(text)
    assert process_time() - begin < 1
    expect_consistent(reading)


def test_overlong_parts_are_reported() -> None:
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
