"""Secrets appear in no repr, report, message or link."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forem_smtp import RULES, Instance, Settings, check, providers
from forem_smtp.context import Context
from forem_smtp.links import LINKED, fragment, from_fragment, withheld
from forem_smtp.presets import presets
from forem_smtp.providers import Provider
from forem_smtp.rules.samples import GMAIL, OWN, POSTMARK, SENDGRID, SES, example
from forem_smtp.settings import HIDDEN
from forem_smtp.support import support_report
from tests.right_values import recommended
from tests.unit import strategies

SECRET = str(SENDGRID.password)
EXAMPLES = [
    pytest.param(example_.settings, id=f"{rule.code}-{number}")
    for rule in RULES
    for number, example_ in enumerate(rule.caught)
    # Shorter ones, such as the word apikey, occur in messages anyway.
    if len(example_.settings.password or "") >= 8
]
IN_THE_WRONG_PLACE = [
    example(SENDGRID, user_name=SECRET, password="").settings,
    example(SENDGRID, user_name=SECRET, password="apikey").settings,
    example(SENDGRID, address=f"smtp://apikey:{SECRET}@smtp.sendgrid.net:587").settings,
    example(SENDGRID, address=f"apikey:{SECRET}@smtp.sendgrid.net").settings,
    example(SENDGRID, domain=SECRET).settings,
    example(SENDGRID, port=SECRET).settings,
    example(SENDGRID, authentication=SECRET).settings,
    example(SENDGRID, from_email_address=SECRET).settings,
]


def shown(settings: Settings) -> str:
    """Return everything that may reach a screen, a log or a link."""
    report = check(settings)
    return "\n".join(
        [
            json.dumps(report.to_json(), ensure_ascii=False),
            repr(report),
            repr(settings),
            fragment(Context.of(settings)),
        ]
    )


@pytest.mark.parametrize("settings", IN_THE_WRONG_PLACE, ids=repr)
def test_a_key_in_any_field_is_hidden(settings: Settings) -> None:
    secret = SECRET.split(".")[2]
    assert secret not in json.dumps(check(settings).to_json())
    assert secret not in fragment(Context.of(settings))


@pytest.mark.parametrize("settings", EXAMPLES)
def test_the_examples_passwords_are_hidden(settings: Settings) -> None:
    assert str(settings.password) not in shown(settings).replace(HIDDEN, "")


def test_credentials_inside_an_address_are_hidden() -> None:
    settings = example(OWN, address="smtp://forem:Tulip92@mail.example.org:587").settings
    assert "Tulip92" not in shown(settings)
    assert check(settings).findings[0].fix is not None


def test_a_user_name_that_is_the_password_is_not_in_a_link() -> None:
    assert withheld(Context.of(POSTMARK)) == ["user_name", "password"]
    assert str(POSTMARK.password) not in shown(POSTMARK)


@pytest.mark.parametrize(
    "settings",
    [
        example(POSTMARK, password="").settings,
        example(SES, user_name=str(SES.password), password=str(SES.user_name)).settings,
    ],
    ids=["Postmark's token", "SES swapped"],
)
def test_a_user_name_shaped_like_the_providers_secret_is_hidden(settings: Settings) -> None:
    assert str(settings.user_name) not in shown(settings)
    assert "user_name" in withheld(Context.of(settings))


SAME_TOKEN = [it for it in providers().values() if it.password.same_as_user_name]


@pytest.mark.parametrize("provider", SAME_TOKEN, ids=lambda it: it.id)
def test_a_user_name_that_is_the_secret_is_hidden(provider: Provider) -> None:
    right = recommended(provider, provider.hosts[0].host)
    for settings in (right, right.replaced({"password": ""})):
        assert str(right.password) not in shown(settings)
        assert "user_name" in withheld(Context.of(settings))


def test_a_password_that_looks_like_credentials_is_hidden_entirely() -> None:
    settings = example(OWN, user_name="forem:Tu@lip-92", password="forem:Tu@lip-92").settings
    assert "lip-92" not in shown(settings)


def test_a_short_password_does_not_affect_other_fields() -> None:
    settings = example(OWN, password="org").settings
    assert withheld(Context.of(settings)) == ["password"]


def test_a_swap_is_fixed_without_showing_the_password() -> None:
    settings = example(SENDGRID, user_name=SECRET, password="apikey").settings
    finding = next(one for one in check(settings).findings if one.code == "USER08")
    assert finding.fix == {"user_name": "apikey", "password": SECRET}
    assert SECRET not in shown(settings)


@given(st.text(min_size=1), strategies.settings)
def test_links_round_trip(password: str, settings: Settings) -> None:
    context = Context.of(settings)
    back, _ = from_fragment(fragment(context))
    for name, value in context.settings.given():
        if name not in withheld(context) and value.isprintable():
            assert getattr(back, name) == value
    assert back.password is None


def test_the_link_format() -> None:
    assert fragment(
        Context.of(Settings(address="smtp.sendgrid.net", port="587", password="x"))
    ) == ("check?v=1&address=smtp.sendgrid.net&port=587")


@pytest.mark.parametrize(
    "text",
    [
        "Server: mail.example.org Password: Tulip-92-vault",
        "SMTP_ADDRESS=mail.example.org SMTP_PASSWORD=Tulip-92-vault",
        '{"host": "mail.example.org", "pass": "Tulip-92-vault"}',
        "api_key = Tulip-92-vault",
    ],
)
def test_a_block_of_settings_in_one_field_is_not_in_a_link(text: str) -> None:
    for name in LINKED:
        settings = Settings(**{name: text})
        assert withheld(Context.of(settings)) == [name]
        assert "Tulip" not in fragment(Context.of(settings))


def test_provider_values_are_not_taken_for_a_block_of_settings() -> None:
    for preset in presets():
        assert [name for name in withheld(Context.of(preset.settings)) if name != "password"] == []


MISPLACED = ["Tulip-92-vault", "tulip!vault-92", "Zwq7kfP2mX9c"]


@pytest.mark.parametrize("secret", MISPLACED)
@pytest.mark.parametrize("field", ["user_name", "from_email_address", "reply_to_email_address"])
@pytest.mark.parametrize("base", [SENDGRID, GMAIL], ids=["SendGrid", "Gmail"])
def test_a_password_alone_in_a_field_for_something_else(
    base: Settings, field: str, secret: str
) -> None:
    """It's in no other field, so it's only known by its looks."""
    settings = base.replaced({field: secret, "password": ""})
    report = check(settings)
    assert secret not in shown(settings)
    assert secret not in support_report(report)
    assert secret not in json.dumps(report.to_json())
    assert withheld(report.context) == [field]


def test_the_providers_password_as_a_sender() -> None:
    settings = GMAIL.replaced({"from_email_address": "qwmx trzk vbnp lhsd", "password": ""})
    assert withheld(Context.of(settings)) == ["from_email_address"]


@pytest.mark.parametrize(
    ("base", "changes"),
    [
        (GMAIL, {"user_name": "forem.example"}),
        (GMAIL, {"user_name": "community2026"}),
        (GMAIL, {"user_name": "Robin Smith"}),
        (OWN, {"user_name": "Forem-Mailer-2026"}),
        (SES, {}),
        (SENDGRID, {"user_name": "${SMTP_USER_NAME}"}),
        (SENDGRID, {"user_name": "me+Forem-2026@example.com"}),
        (OWN, {"from_email_address": "hello"}),
        (OWN, {"from_email_address": "no-reply"}),
        (OWN, {"from_email_address": "hello.example2.org"}),
        (OWN, {"from_email_address": "hello(at)example.org"}),
        (OWN, {"from_email_address": "Coffee & Code 2026"}),
        (OWN, {"from_email_address": "<your_address>"}),
        (OWN, {"from_email_address": "${SMTP_FROM}"}),
    ],
)
def test_names_with_a_slip_stay_in_a_link(base: Settings, changes: dict[str, str]) -> None:
    context = Context.of(base.replaced(changes))
    assert withheld(context) == ["password"]


def test_a_misplaced_password_hides_nothing_else() -> None:
    sender = "CatsAndDogs1"
    settings = example(OWN, from_email_address=sender, domain="catsanddogs1.example.org").settings
    instance = Instance(app_domain="catsanddogs1.example.org", community_name="CatsAndDogs Forum")
    context = Context.of(settings, instance)
    assert withheld(context) == ["password", "from_email_address"]
    assert from_fragment(fragment(context))[1] == instance
