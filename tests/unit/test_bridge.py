"""The browser's entry point: JSON in, JSON out, for any text."""

from __future__ import annotations

import dataclasses
import json

from hypothesis import given

from forem_smtp import Instance, Settings, bridge, check, explain, payload, providers
from forem_smtp.rules.samples import OWN, SENDGRID, example
from tests.unit import strategies


def call(function: str, settings: Settings, /, **more: object) -> dict:
    request = {"settings": dataclasses.asdict(settings), **more}
    answer = getattr(bridge, function)(json.dumps(request))
    assert isinstance(answer, str)
    found: dict = json.loads(answer)
    return found


def test_check_returns_the_report() -> None:
    assert call("check", SENDGRID) == check(SENDGRID).to_json()
    forem = {"edition": "2021", "sendgrid_api_key": True, "hosting": "aws", "app_domain": "a.b"}
    known = Instance(edition="2021", sendgrid_api_key=True, hosting="aws", app_domain="a.b")
    assert call("check", OWN, forem=forem) == check(OWN, known).to_json()
    named = check(OWN, Instance(community_name="Cats, Dogs")).to_json()
    assert call("check", OWN, forem={"community_name": "Cats, Dogs"}) == named
    assert "FOREM05" in {finding["code"] for finding in named["findings"]}


def test_fix_returns_the_real_values() -> None:
    quoted = example(OWN, password='"Tulip-92-vault"').settings
    assert call("check", quoted)["findings"][0]["fix"] == {"password": "********"}
    assert call("fix", quoted, code="PASS03") == {"changes": {"password": "Tulip-92-vault"}}
    assert call("fix", quoted, code="PORT06") == {"changes": {}}


def test_misleading_characters_in_candidates_are_escaped() -> None:
    names = ["boss@example.com", "moc.elpmaxe@\u202essob", "me\u2066@example.com"]
    lines = [f"Username: {name}" for name in names]
    lines += ["Password: one-secret", "Password: another-secret"]
    answer = call("read", Settings(), text="\n".join(["Host: smtp.example.com", *lines]))
    assert answer["candidates"]["user_name"] == names
    assert answer["shown"] == {
        "user_name": ["boss@example.com", r"moc.elpmaxe@\u202essob", r"me\u2066@example.com"]
    }
    assert answer["candidates"]["password"] == ["one-secret", "another-secret"]


def test_fix_returns_the_alternative() -> None:
    settings = example(OWN, port="465", encryption="starttls").settings
    assert call("fix", settings, code="PORT06") == {"changes": {"port": "587"}}
    assert call("fix", settings, code="PORT06", alternative=True) == {
        "changes": {"encryption": "implicit"}
    }


def test_payload_hides_the_password_only_when_asked() -> None:
    values = {name: value for name, value in OWN.given() if name != "encryption"}
    written = {"text": payload(OWN, "json"), "values": values, "error": None, "warning": None}
    assert call("payload", OWN, name="json") == {**written, "filled": []}
    hidden = call("payload", OWN, name="json", hidden=True)
    assert '"password": "********"' in hidden["text"]
    assert str(OWN.password) not in str(hidden)
    assert hidden["values"] == {**values, "password": "********"}


def test_payload_lists_the_filled_in_values() -> None:
    empty = example(OWN, authentication="", domain="").settings
    answer = call("payload", empty, name="json", forem={"app_domain": "forem.example.net"})
    assert answer["filled"] == ["authentication", "domain"]
    assert answer["values"]["authentication"] == "plain"
    assert answer["values"]["domain"] == "forem.example.net"


def test_a_payload_that_cannot_be_written_names_the_field() -> None:
    answer = call("payload", example(OWN, password="a\nb").settings, name="dotenv", hidden=True)
    assert answer["text"] is None
    assert answer["error"]["field"] == "password"


def test_judge_combines_three_calls() -> None:
    forem = {"edition": "2021", "hosting": "aws", "app_domain": "a.b"}
    strange = example(OWN, password="a\nb").settings
    for settings in (Settings(), OWN, SENDGRID, strange):
        for name in ("json", "dotenv"):
            for hidden in (False, True):
                request = {"forem": forem, "name": name, "hidden": hidden}
                assert call("judge", settings, **request) == {
                    "report": call("check", settings, **request),
                    "conversation": call("conversation", settings, **request),
                    "payload": call("payload", settings, **request),
                }
    assert call("judge", OWN)["payload"] is None


def test_link_lists_what_it_leaves_out() -> None:
    answer = call("link", SENDGRID)
    assert answer["left_out"] == ["password"]
    assert answer["fragment"].startswith("check?v=1&user_name=apikey&address=smtp.sendgrid.net")


def test_explain_takes_the_settings_into_account() -> None:
    text = "535 5.7.8 Error: authentication failed"
    answer = call("explain", SENDGRID, text=text)
    assert answer.pop("provider_name") == providers()["sendgrid"].name
    assert answer == explain(text, SENDGRID).to_json()
    assert call("explain", Settings(), text="hello")["id"] is None
    assert call("explain", Settings())["id"] is None


def test_volume_is_calculated_from_typed_numbers() -> None:
    values = {"members": "1200", "digest_days": "7", "signups": "5", "day_limit": "2000"}
    answer = call("volume", Settings(), values=values)
    assert answer["problems"] == {}
    assert answer["state"] == "first"
    assert "switch mail on" in answer["summary"]
    assert [(line["id"], line["mails"], line["percent"]) for line in answer["lines"]] == [
        ("day", 5, 1),
        ("digest_day", 1205, 61),
        ("first_day", 2405, 121),
        ("month", 6155, None),
        ("first_month", 7355, None),
    ]
    assert answer["lines"][2]["title"] == "The day you switch mail on, at worst"
    assert answer["lines"][2]["limit"] == 2000


def test_the_sandbox_of_the_chosen_provider_isnt_called_enough() -> None:
    values = {"members": "60", "day_limit": "200"}
    assert call("volume", Settings(), values=values)["state"] == "unknown"
    answer = call("volume", Settings(), values=values | {"provider": "ses"})
    assert answer["state"] == "restricted"
    assert answer["problems"] == {} and answer["lines"]
    for provider in ("sendgrid", "nobody", ""):
        answer = call("volume", Settings(), values=values | {"provider": provider})
        assert answer["state"] == "unknown"


def test_volume_needs_members_and_valid_numbers() -> None:
    for values in ({}, {"signups": "5"}):
        answer = call("volume", Settings(), values=values)
        assert (answer["problems"], answer["state"], answer["lines"]) == ({}, "", [])
        assert "members" in answer["summary"]
    answer = call("volume", Settings(), values={"members": "1200", "invites": "x"})
    assert list(answer["problems"]) == ["invites"]
    assert (answer["state"], answer["lines"]) == ("", [])
    assert call("volume", Settings())["lines"] == []


@given(strategies.settings, strategies.forems)
def test_any_text_is_answered(settings: Settings, forem: Instance) -> None:
    known = dataclasses.asdict(forem)
    assert call("check", settings, forem=known)["verdict"]
    for name in ("json", "rails", "dotenv"):
        answer = call("payload", settings, forem=known, name=name)
        assert (answer["text"] is None) != (answer["error"] is None)
    assert call("link", settings, forem=known)["fragment"].startswith("check?v=1")
