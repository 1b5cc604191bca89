"""Marks for bold, code, links or the end of a sentence aren't part of a value."""

from __future__ import annotations

import pytest

from forem_smtp import read

VALUES = {
    "address": "mail.tulip.example",
    "port": "587",
    "user_name": "tulip-smtp",
    "password": "x9K$mQ!72;pL",
}
LABELS = {
    "English": ("SMTP server", "Port", "Username", "Password"),
    "German": ("Postausgangsserver", "Port", "Benutzername", "Passwort"),
    "Chinese": ("SMTP服务器", "端口", "用户名", "密码"),
}
LINES = {
    "colon": "{}: {}",
    "equals sign": "{} = {}",
    "dash": "{} - {}",
    "tab": "{}\t{}",
    "full-width colon": "{}：{}",
    "bullet": "- {}: {}",
    "bold label": "* **{}**: {}",
    "bold label and colon": "**{}:** {}",
    "code label": "`{}`: {}",
    "number": "1. {}: {}",
    "row": "| {} | {} |",
    "below": "{}\n{}",
    "leader": "{}........: {}",
    "columns": "{:<20}: {}",
}
MARKS = (
    *(
        "{}",
        "`{}`",
        '"{}"',
        "'{}'",
        "**{}**",
        "**`{}`**",
        "*{}*",
        "_{}_",
        "“{}”",
        "« {} »",
        "「{}」",
    ),
    *(
        "{}.",
        "{};",
        "{},",
        "{}，",
        "{}；",
        "{}。",
        "→ {}",
        "{} *",
        "{} ✅",
        "{}\u00a0",
        "{} (from us)",
    ),
    *("<code>{}</code>", "<b>{}</b>", "{}<br>", "<{}>", "{} Copy", "{}\tCopy", "{} # from us"),
)
READ_ALWAYS = ("{}", "`{}`", "**{}**", "**`{}`**", "<code>{}</code>", "{}.", "{}，", "{} Copy")
LINKS = ("{0}<mailto:{0}>", "<mailto:{0}|{0}>", "[{0}](mailto:{0})", "<mailto:{0}>", "`{0}`")


def text_of(line: str, mark: str, labels: tuple[str, ...]) -> str:
    return "\n".join(
        line.format(label, mark.format(value))
        for label, value in zip(labels, VALUES.values(), strict=True)
    )


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("language", LABELS)
def test_marks_are_not_part_of_a_value(line: str, language: str) -> None:
    """Each value is read exactly or left out. What may belong to a password is offered."""
    for mark in MARKS:
        result = read(text_of(LINES[line], mark, LABELS[language]))
        for name, value in result.settings.given():
            if name in VALUES:
                assert VALUES[name] in (value, *result.candidates.get(name, ())), mark


@pytest.mark.parametrize("mark", READ_ALWAYS)
def test_values_with_common_marks_are_read(mark: str) -> None:
    result = read(text_of("{}: {}", mark, LABELS["English"]))
    assert result.settings.user_name == VALUES["user_name"]
    assert VALUES["password"] in (
        result.settings.password,
        *result.candidates.get("password", ()),
    )


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("line", ["User name: {}", "SMTP_USER_NAME={}", "user {}"])
def test_an_address_that_a_program_made_a_link_is_read(link: str, line: str) -> None:
    user = line.format(link.format("shop@tulip.example"))
    text = f"SMTP server: mail.tulip.example\nPort: 587\n{user}\nPassword: Meadow-92x"
    if "=" in line:
        text = f"SMTP_ADDRESS=mail.tulip.example\nSMTP_PORT=587\n{user}\nSMTP_PASSWORD=Meadow-92x"
    assert read(text).settings.user_name == "shop@tulip.example"


def test_several_values_on_a_line_are_told_apart_by_full_width_signs() -> None:
    for sign in "，；。、":
        text = sign.join(
            ["SMTP服务器：mail.tulip.example", "端口：587", "账号：robin@tulip.example"]
        )
        values = dict(read(f"{text}{sign}密码：Meadow-92x").settings.given())
        assert values == {
            "address": "mail.tulip.example",
            "port": "587",
            "user_name": "robin@tulip.example",
            "password": "Meadow-92x",
        }
