"""The model of Forem asks its members for confirmation as Forem does."""

from __future__ import annotations

import re
from email.message import Message
from pathlib import Path

import pytest

from forem_smtp import Settings
from tests.system.mail.postfix import Postfix
from tests.system.payloads.forem import FIRST_USER, Forem, Member, Visitor

pytestmark = pytest.mark.needs("rails", "devise", "postfix", "sasl", "openssl")
MAY = "may@members.test"


def signed_in(forem: Forem, member: Member) -> Visitor:
    visitor = Visitor(forem)
    visitor.sign_in(member)
    assert visitor.is_signed_in()
    return visitor


def link_in(mail: Message) -> str:
    found = re.search(r"http://forem\.example\.org/([^\"]+)", str(mail.get_payload()))
    assert found
    return found[1]


def mails_to(postfix: Postfix, address: str) -> list[Message]:
    return [mail for mail in postfix.messages().values() if mail["To"] == address]


def test_submitting_signs_out_unconfirmed_members(forem: Forem, right: Settings) -> None:
    may = signed_in(forem, forem.add_member(MAY))
    june = signed_in(forem, forem.add_member("june@members.test", confirmed=True))
    first = signed_in(forem, FIRST_USER)
    forem.submit(right)
    assert [may.is_signed_in(), june.is_signed_in(), first.is_signed_in()] == [False, True, True]
    may.sign_in(Member(MAY, FIRST_USER.password))
    assert not may.is_signed_in()


def test_the_first_user_is_exempt_only_if_confirmed(
    tmp_path: Path, postfix: Postfix, right: Settings
) -> None:
    with Forem(tmp_path, first_user="unconfirmed") as forem:
        first = signed_in(forem, FIRST_USER)
        forem.submit(right)
        assert not first.is_signed_in()


def test_the_requested_email_lets_a_member_sign_in(
    forem: Forem, right: Settings, postfix: Postfix
) -> None:
    member = forem.add_member("mail-works@members.test")
    forem.submit(right)
    visitor = Visitor(forem)
    visitor.sign_in(member)
    assert not visitor.is_signed_in()
    assert mails_to(postfix, member.email) == []
    visitor.ask_for_confirmation(member.email)
    [mail] = mails_to(postfix, member.email)
    assert mail["From"] == right.from_email_address
    visitor.open(link_in(mail))
    visitor.sign_in(member)
    assert visitor.is_signed_in()


def test_a_failed_confirmation_email_is_not_visible(
    forem: Forem, right: Settings, postfix: Postfix
) -> None:
    member = forem.add_member("mail-fails@members.test")
    forem.submit(right.replaced({"password": "wrong"}))
    visitor = Visitor(forem)
    visitor.ask_for_confirmation(member.email)
    assert mails_to(postfix, member.email) == []
    visitor.sign_in(member)
    assert not visitor.is_signed_in()


def test_a_new_password_does_not_confirm_the_address(
    forem: Forem, right: Settings, postfix: Postfix
) -> None:
    member = forem.add_member("password@members.test")
    forem.submit(right)
    visitor = Visitor(forem)
    visitor.send("users/password/new", "users/password", {"user[email]": member.email})
    [mail] = mails_to(postfix, member.email)
    token = link_in(mail).partition("reset_password_token=")[2]
    new = "of the second one"
    values = {"_method": "put", "user[reset_password_token]": token, "user[password]": new}
    visitor.send(link_in(mail), "users/password", {**values, "user[password_confirmation]": new})
    assert not visitor.is_signed_in()
    visitor.sign_in(Member(member.email, new))
    assert not visitor.is_signed_in()


def test_changes_outside_of_forem_need_a_cleared_cache(forem: Forem, right: Settings) -> None:
    may = signed_in(forem, forem.add_member(MAY))
    forem.submit(right)
    assert not may.is_signed_in()
    forem.database().execute("DELETE FROM settings_smtp")
    may.sign_in(Member(MAY, FIRST_USER.password))
    assert not may.is_signed_in()
    assert forem.runner("Settings::SMTP.clear_cache").returncode == 0
    may.sign_in(Member(MAY, FIRST_USER.password))
    assert may.is_signed_in()
