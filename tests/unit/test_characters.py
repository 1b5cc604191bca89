"""Invisible characters are removed or reported, and escaped wherever a value is shown."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forem_smtp import Finding, Instance, Settings, check, payload
from forem_smtp.characters import described, misplaced, unseen, visible
from forem_smtp.rules.samples import GMAIL, OWN, SENDGRID
from forem_smtp.settings import FOREM_FIELDS

# Unicode marks and letters that are invisible, whatever their category says.
FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\ufe00\ufe0f\uffa0"
UNSEEN = [
    letter
    for letter in map(chr, range(sys.maxunicode + 1))
    if unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp", "Zs") and letter != " "
] + [*FILLERS, "\U000e0100", "\U000e01ef"]
# What people actually paste: direction marks, isolates, joiners, word joiners, spaces.
PASTED = (
    "\u200e\u200f\u202a\u202c\u202e\u2066\u2069\u061c\u180e\u2061\u2063\u00a0\u2007\u3000\x7f\x01"
)
CLEANED_BY = {
    "user_name": "USER02", "address": "ADDR02", "authentication": "AUTH02", "domain": "HELO04",
    "port": "PORT02", "from_email_address": "FROM08", "reply_to_email_address": "FROM09",
}  # fmt: skip


def findings(settings: Settings) -> dict[str, Finding]:
    return {finding.code: finding for finding in check(settings).findings}


def test_exactly_the_invisible_characters_are_unseen() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    rest = unseen(everything) - set(UNSEEN)
    # Only the other variation selectors are left; there are 256 in all.
    assert {unicodedata.name(letter).split("-")[0] for letter in rest} == {
        "VARIATION SELECTOR",
    }
    assert set(UNSEEN) <= unseen(everything)


@pytest.mark.parametrize("field", CLEANED_BY)
def test_invisible_characters_are_removed_and_reported(field: str) -> None:
    right = getattr(OWN, field)
    middle = len(right) // 2
    for letter in [*PASTED, *FILLERS]:
        space = unicodedata.category(letter).startswith("Z")
        inside = right if space else right[:middle] + letter + right[middle:]
        for typed in (letter + right, right + letter, inside):
            if typed == right:
                continue
            report = check(OWN.replaced({field: typed}), Instance(hosting="other"))
            assert report.settings == OWN
            assert report.verdict == "ready"
            message = findings(OWN.replaced({field: typed}))[CLEANED_BY[field]].message
            assert f"(U+{ord(letter):04X})" in message
            assert getattr(OWN, field) in payload(report.settings, "rails")


@given(st.sampled_from(sorted(CLEANED_BY)), st.sampled_from(UNSEEN), st.sampled_from(UNSEEN))
def test_invisible_characters_around_a_value_are_removed(
    field: str, before: str, after: str
) -> None:
    typed = OWN.replaced({field: f"{before}{getattr(OWN, field)}{after}"})
    assert check(typed).settings == OWN
    assert CLEANED_BY[field] in findings(typed)


def test_the_finding_names_the_characters_and_their_positions() -> None:
    name = findings(OWN.replaced({"user_name": "forem@example.org\u200e"}))["USER02"]
    assert name.message == (
        "User name was checked without a left-to-right mark (U+200E) at the end. "
        "The payload has the clean value."
    )
    assert name.fix == {"user_name": "forem@example.org"}
    host = findings(OWN.replaced({"address": " \u202a“mail.\u200bexample.org”.\u202c\n"}))["ADDR02"]
    assert host.message.startswith(
        "Address was checked without a left-to-right embedding (U+202A) at the beginning, "
        "a zero width space (U+200B) in the middle and 2 more that can't be seen, "
    )


def test_repeated_characters_are_counted() -> None:
    typed = "\u200ea\u200eb\u200e"
    assert described(typed, unseen(typed)) == (
        "3 × left-to-right mark (U+200E) at the beginning, in the middle and at the end"
    )


@pytest.mark.parametrize("letter", [*PASTED, "\ufeff", "\u200b", "\u2060", "\t", "\u2800"])
def test_invisible_characters_in_a_password_are_kept_and_reported(letter: str) -> None:
    right = str(SENDGRID.password)
    for typed in (f"x{letter}{right}", f"{right}{letter}x", f"{right[:9]}{letter}{right[9:]}"):
        settings = SENDGRID.replaced({"password": typed})
        assert check(settings).settings.password == typed
        assert check(settings).verdict == "warnings"
        finding = findings(settings)["PASS13"]
        assert f"(U+{ord(letter):04X})" in finding.message
        fixed = settings.replaced(finding.fix or {})
        assert "PASS13" not in findings(fixed)
    ends = SENDGRID.replaced({"password": f"{right}\u200e"})
    assert findings(ends)["PASS13"].fix == {"password": right}


@pytest.mark.parametrize(
    "password",
    [
        "Tulip-❤️-92-vault",
        "👩‍🚀 on the moon",
        "👨‍👩‍👧‍👦-Tulip-92",
        "🏴\U000e0067\U000e0062\U000e007f-Tulip",
        "رمز\u200cعبور-92",
        "क\u094d\u200dष-Tulip-92",
        "naïve-Grüße-92",
        "пароль-92-тюльпан",
        "סיסמה-92-צבעוני",
    ],
)
def test_a_password_with_emoji_or_another_script_is_left_alone(password: str) -> None:
    assert check(OWN.replaced({"password": password})).counts == ""
    assert misplaced(password) == []


def test_one_fix_removes_the_no_break_spaces_of_an_app_password() -> None:
    typed = GMAIL.replaced({"password": "qwmx\u00a0trzk\u00a0vbnp\u00a0lhsd"})
    assert findings(typed)["PASS13"].fix == {"password": "qwmxtrzkvbnplhsd"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("mail.example.org", "mail.example.org"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("\x1b]52;c;YQ==\x07", r"\x1b]52;c;YQ==\x07"),
        ("a\n::error::b", r"a\n::error::b"),
        ("a\r\tb\x85c", r"a\r\tb\x85c"),
        ("\u202egro.elpmaxe", r"\u202egro.elpmaxe"),
        ("a\u200eb\u2066c\ufeff", r"a\u200eb\u2066c\ufeff"),
        ("a\u2028b", r"a\u2028b"),
        ("\ud800", r"\ud800"),
        ("\U000e0041", r"\U000e0041"),
        ("Grüße, مرحبا 👩‍🚀 ❤️", "Grüße, مرحبا 👩‍🚀 ❤️"),
        ("a\u00a0b\u3000c", "a\u00a0b\u3000c"),
    ],
)
def test_visible_escapes_misleading_characters(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_visible_text_is_one_encodable_line(text: str) -> None:
    shown = visible(text)
    shown.encode()
    assert len(shown.splitlines()) < 2
    assert not [one for one in shown if unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp")]
    assert visible(shown) == shown


@pytest.mark.parametrize("field", FOREM_FIELDS)
@pytest.mark.parametrize("dirt", ["\x1b[2J", "a\nb", "\u202eb", "\ud800", "a\n::stop-commands::x"])
def test_messages_have_no_misleading_characters(field: str, dirt: str) -> None:
    for finding in check(SENDGRID.replaced({field: f"a{dirt}!"})).findings:
        assert visible(finding.message) == finding.message
