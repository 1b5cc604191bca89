"""The report for support contains everything that helps, and no secret."""

from __future__ import annotations

import re

import markdown
from bs4 import BeautifulSoup
from hypothesis import assume, given
from hypothesis import strategies as st

from forem_smtp import Instance, Settings, check
from forem_smtp.characters import visible
from forem_smtp.context import Context
from forem_smtp.links import fragment
from forem_smtp.rules.samples import GMAIL, OWN, POSTMARK, SENDGRID
from forem_smtp.settings import FOREM_FIELDS
from forem_smtp.support import support_report
from tests.unit import strategies

WRONG = SENDGRID.replaced({"user_name": "me@example.com", "port": "465", "domain": ""})


def read(text: str) -> BeautifulSoup:
    """The report as a Markdown reader shows it."""
    return BeautifulSoup(markdown.markdown(text), "html.parser")


def test_what_it_tells() -> None:
    text = support_report(check(WRONG, Instance(hosting="hetzner")), "https://smtp.example.org/")
    page = read(text)
    words = " ".join(page.get_text().split())
    assert words.startswith("SMTP settings for Forem: 2 errors, 1 warning, 2 pieces of advice ")
    assert "Provider: Twilio SendGrid" in words
    assert "Forem: current edition, at Hetzner Cloud" in words
    assert "Password: given, 69 characters, begins with SG." in words
    assert "User name: me@example.com" in words
    assert "Not given: Domain, Encryption" in words
    links = {link.get_text(): link["href"] for link in page.find_all("a")}
    assert links["USER03"] == "https://smtp.example.org/findings/USER03/"
    assert "PORT08" in links or "PORT13" in links


def test_the_report_names_the_recognized_error() -> None:
    secret = "AHVzZXIAVHVsaXAtOTItdmF1bHQ="
    error = f"AUTH PLAIN {secret}\nNet::SMTPAuthenticationError: 535 5.7.8 no, Tulip-93-vault"
    text = support_report(check(SENDGRID), "https://smtp.example.org/", error)
    links = {link.get_text(): link["href"] for link in read(text).find_all("a")}
    assert links["credentials"] == "https://smtp.example.org/replies/log-in/#credentials"
    assert "- Error message: " in text
    assert "doesn't accept this user name" in text
    assert secret not in text
    assert "Tulip" not in text
    assert support_report(check(SENDGRID), error="hello") == support_report(check(SENDGRID))


def test_of_a_password_without_a_documented_beginning_only_the_length_is_told() -> None:
    assert "- Password: given, 18 characters\n" in support_report(check(OWN))
    assert "- Password: given, 16 characters\n" in support_report(check(GMAIL))


def test_a_short_password_does_not_tell_its_beginning() -> None:
    text = support_report(check(OWN.replaced({"password": "SG.abcdefgh"})))
    assert "- Password: given, 11 characters\n" in text


def test_a_user_name_that_is_the_secret_is_hidden() -> None:
    assert str(POSTMARK.user_name) not in support_report(check(POSTMARK))


@given(
    st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=10),
    st.sampled_from(["", "SG.", "xsmtpsib-", "key-", "re_"]),
)
def test_no_part_of_a_secret_is_in_it(secret: str, prefix: str) -> None:
    other = support_report(check(SENDGRID.replaced({"password": prefix + "#" * len(secret)})))
    text = support_report(check(SENDGRID.replaced({"password": prefix + secret})))
    parts = [secret[start : start + 5] for start in range(len(secret) - 4)]
    assume(not any(part in other for part in parts))
    assert not any(part in text for part in parts)


def test_a_secret_in_the_place_of_the_forems_name_is_in_no_report_and_no_link() -> None:
    forem = Instance(app_domain=f"forem.example.org {OWN.password}")
    assert str(OWN.password) not in support_report(check(OWN, forem))
    assert "app_domain" not in fragment(Context.of(OWN, forem))
    assert "app_domain" in fragment(Context.of(OWN, Instance(app_domain="forem.example.org")))
    named = Instance(community_name=f"Cats {OWN.password}")
    assert str(OWN.password) not in support_report(check(OWN, named))
    assert "community_name" not in fragment(Context.of(OWN, named))
    named = Instance(community_name="Cats")
    assert "named `Cats`" in support_report(check(OWN, named))
    assert "community_name=Cats" in fragment(Context.of(OWN, named))


def test_hostile_values_are_only_text() -> None:
    for value in (
        "<b onload=x>",
        "a `<i>`",
        "](http://x) **a**",
        "\n\n# a\n- b",
        "|a|",
        "&lt;u&gt;",
    ):
        settings = Settings(**{**dict.fromkeys(FOREM_FIELDS, value), "password": "Tulip-92"})
        page = read(
            support_report(check(settings, Instance(app_domain=value, community_name=value)))
        )
        assert not page.find_all(["b", "i", "u", "em", "h1", "table"])
        shown = {" ".join(code.get_text().split()) for code in page.find_all("code")}
        assert visible(value.strip()) in shown


@given(strategies.settings, strategies.forems)
def test_any_values_give_a_report_in_which_nothing_is_a_mark(
    settings: Settings, forem: Instance
) -> None:
    page = read(support_report(check(settings, forem)))
    marks = {tag.name for tag in page.find_all(True)}
    assert marks <= {"h2", "ul", "ol", "li", "p", "code", "strong", "a"}
    assert all(re.match(r"findings/[A-Z]+\d\d/$", str(link["href"])) for link in page.find_all("a"))
