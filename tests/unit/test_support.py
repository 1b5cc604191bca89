"""The support report contains everything that helps, and no secrets."""

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


def render(text: str) -> BeautifulSoup:
    """Render the report as a Markdown reader does."""
    return BeautifulSoup(markdown.markdown(text), "html.parser")


def test_the_report_describes_the_settings_and_findings() -> None:
    text = support_report(check(WRONG, Instance(hosting="hetzner")), "https://smtp.example.org/")
    page = render(text)
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
    links = {link.get_text(): link["href"] for link in render(text).find_all("a")}
    assert links["credentials"] == "https://smtp.example.org/replies/log-in/#credentials"
    assert "- Error message: " in text
    assert "doesn't accept this user name" in text
    assert secret not in text
    assert "Tulip" not in text
    assert support_report(check(SENDGRID), error="hello") == support_report(check(SENDGRID))


def test_the_length_of_a_password_without_a_known_prefix_is_stated() -> None:
    assert "- Password: given, 18 characters\n" in support_report(check(OWN))
    assert "- Password: given, 16 characters\n" in support_report(check(GMAIL))


def test_the_prefix_of_a_short_password_is_hidden() -> None:
    text = support_report(check(OWN.replaced({"password": "SG.abcdefgh"})))
    assert "- Password: given, 11 characters\n" in text


def test_a_user_name_that_is_the_secret_is_hidden() -> None:
    assert str(POSTMARK.user_name) not in support_report(check(POSTMARK))


@given(
    st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=10),
    st.sampled_from(["", "SG.", "xsmtpsib-", "key-", "re_"]),
)
def test_the_report_contains_no_part_of_a_secret(secret: str, prefix: str) -> None:
    other = support_report(check(SENDGRID.replaced({"password": prefix + "#" * len(secret)})))
    text = support_report(check(SENDGRID.replaced({"password": prefix + secret})))
    parts = [secret[start : start + 5] for start in range(len(secret) - 4)]
    assume(not any(part in other for part in parts))
    assert not any(part in text for part in parts)


def test_a_secret_in_the_instances_name_is_hidden() -> None:
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


def test_hostile_values_are_shown_as_text() -> None:
    for value in (
        "<b onload=x>",
        "a `<i>`",
        "](http://x) **a**",
        "\n\n# a\n- b",
        "|a|",
        "&lt;u&gt;",
    ):
        settings = Settings(**{**dict.fromkeys(FOREM_FIELDS, value), "password": "Tulip-92"})
        page = render(
            support_report(check(settings, Instance(app_domain=value, community_name=value)))
        )
        assert not page.find_all(["b", "i", "u", "em", "h1", "table"])
        shown = {" ".join(code.get_text().split()) for code in page.find_all("code")}
        assert visible(value.strip()) in shown


@given(strategies.settings, strategies.forems)
def test_no_value_is_interpreted_as_markup(settings: Settings, forem: Instance) -> None:
    page = render(support_report(check(settings, forem)))
    tag_names = {tag.name for tag in page.find_all(True)}
    assert tag_names <= {"h2", "ul", "ol", "li", "p", "code", "strong", "a"}
    assert all(re.match(r"findings/[A-Z]+\d\d/$", str(link["href"])) for link in page.find_all("a"))
