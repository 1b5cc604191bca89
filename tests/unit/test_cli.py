"""The command line: output and exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from forem_smtp import (
    PAYLOADS,
    RULES,
    Finding,
    Report,
    Settings,
    Severity,
    check,
    explain,
    payload,
    read,
)
from forem_smtp.cli.formats import Checked
from forem_smtp.cli.formats.github import github
from forem_smtp.cli.formats.rule_page import rule_page
from forem_smtp.cli.formats.sarif import sarif
from forem_smtp.context import Context
from forem_smtp.rules.samples import GMAIL, OWN, SENDGRID
from tests.unit.command_line import run


def as_env(**changes: str) -> str:
    return payload(SENDGRID.replaced(changes), "dotenv")


def test_ready_exits_with_0() -> None:
    done = run("check", "-", "--hosting", "other", stdin=as_env())
    assert done.returncode == 0
    assert "Ready to submit. 1 piece of advice." in done.stdout
    assert done.stderr == ""


def test_missing_values_are_counted_and_named() -> None:
    done = run("check", "-", "--strict", stdin=as_env(domain=""))
    assert done.returncode == 0
    assert "Ready" not in done.stdout
    assert "No errors so far. 2 pieces of advice." in done.stdout
    words = " ".join(done.stdout.split())
    assert "1 value to fill in: Domain." in words
    assert "1 question to answer: Hosting company (--hosting; other" in words


def test_errors_exit_with_1_and_say_how_to_fix_them() -> None:
    done = run("check", "-", stdin=as_env(user_name="me@example.com"))
    assert done.returncode == 1
    assert "Error USER03 User name" in done.stdout
    assert "Fix: User name = apikey" in done.stdout


def test_warnings_exit_with_0_unless_strict() -> None:
    text = as_env(port="25")
    assert run("check", "-", stdin=text).returncode == 0
    assert run("check", "-", "--strict", stdin=text).returncode == 1


def test_a_payload_says_what_it_filled_in() -> None:
    done = run("payload", "-", "--to", "json", stdin="SMTP_ADDRESS=smtp.office365.com")
    assert json.loads(done.stdout)["settings_smtp"]["authentication"] == "login"
    assert "Authentication was empty, and login was filled in." in done.stderr
    assert not run("payload", "-", "--to", "json", stdin=as_env()).stderr


def test_an_ignored_finding_is_neither_shown_nor_counted() -> None:
    text = as_env(password="")
    assert "PASS01" in run("check", "-", "--format", "github", stdin=text).stdout
    done = run("check", "-", "--format", "github", "--ignore", "pass01", stdin=text)
    assert done.returncode == 0
    assert "PASS01" not in done.stdout
    assert run("check", "-", "--ignore", "PASS01", stdin=as_env(password="", port="993")).returncode


def test_only_a_finding_can_be_ignored() -> None:
    done = run("check", "-", "--ignore", "PASS99", stdin=as_env())
    assert done.returncode == 2
    assert "--ignore must be the code of a finding" in done.stderr


def test_json_output_equals_the_engines_report() -> None:
    done = run("check", "-", "--format", "json", stdin=payload(GMAIL, "json"))
    assert json.loads(done.stdout) == check(GMAIL).to_json()


def test_options_about_the_instance_are_used() -> None:
    done = run("check", "-", "--hosting", "digitalocean", "--edition", "2021", stdin=as_env())
    assert "PORT13" in done.stdout
    assert "FROM07" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "stdin", "words"),
    [
        (["check", "nowhere.env"], "", "nowhere.env: No such file or directory."),
        (["check", "-"], "hello", "standard input: "),
        (["read", "-"], "", "standard input: There is no text."),
        (["explain", "hello"], "", "was not recognized"),
        (["explain", "-"], "hello", "was not recognized"),
        (["explain", "535", "--settings", "nowhere.env"], "", "nowhere.env: No such file"),
        (["check", "-", "--hosting", "moon"], "", "--hosting must be one of"),
        (["payload", "-", "--to", "csv"], "", "--to must be one of"),
        (["explain", "PORT99"], "", "There is no finding PORT99"),
        (["providers", "moon"], "", "There is no such provider"),
    ],
)
def test_unreadable_input_exits_with_2(arguments: list[str], stdin: str, words: str) -> None:
    done = run(*arguments, stdin=stdin)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(b"\x89PNG\xff")
    done = run("check", str(path))
    assert done.returncode == 2
    assert "not valid UTF-8" in done.stderr


def test_a_file_of_windows_powershell_is_read(tmp_path: Path) -> None:
    path = tmp_path / "forem.env"
    path.write_text("SMTP_ADDRESS=mail.tulip.example\n", encoding="utf-16")
    assert "mail.tulip.example" in run("read", str(path)).stdout


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_payload_is_written_to_standard_output(name: str) -> None:
    done = run("payload", "-", "--to", name, stdin=payload(OWN, "json"))
    assert done.stdout == payload(OWN, name)


def test_a_payload_that_cannot_be_written_names_the_field() -> None:
    text = payload(OWN.replaced({"password": "Tulip'\\n92"}), "json")
    done = run("payload", "-", "--to", "dotenv", stdin=text)
    assert done.returncode == 2
    assert "Password has" in done.stderr
    assert "Tulip" not in done.stderr + done.stdout


def test_payload_names_programs_that_misread_it() -> None:
    text = payload(OWN.replaced({"password": "${HOME}"}), "json")
    done = run("payload", "-", "--to", "dotenv", stdin=text)
    assert done.returncode == 0
    assert "python-dotenv" in done.stderr and "python-dotenv" not in done.stdout
    assert "HOME" not in done.stderr
    assert run("payload", "-", "--to", "dotenv", stdin=payload(OWN, "json")).stderr == ""


def test_rules_are_listed_and_explained() -> None:
    listed = json.loads(run("rules", "--format", "json").stdout)
    assert [rule["code"] for rule in listed] == [rule.code for rule in RULES]
    explained = run("explain", "port08").stdout
    for words in ("Forem can't open", "What you see", "Net::ReadTimeout", "How to fix it"):
        assert words in explained


def test_providers_are_listed_and_shown() -> None:
    assert "Twilio SendGrid" in run("providers").stdout
    one = run("providers", "sendgrid").stdout
    assert "465 (TLS from the first byte; Forem can't use it)" in one
    assert json.loads(run("providers", "resend", "--format", "json").stdout)[0]["user_name"] == (
        "resend"
    )


def test_uncertain_facts_about_a_provider_are_marked() -> None:
    unsure = run("providers", "seznam").stdout
    assert "587 (STARTTLS; not confirmed)" in unsure
    assert "not documented: try plain first" in unsure and "accepts no passwords" not in unsure
    assert "mxXXXXXX.smtp-engine.com (your own host" in run("providers", "prolateral").stdout
    assert "accepts no passwords" in run("providers", "outlook-personal").stdout


def test_several_files_give_a_list_of_reports(tmp_path: Path) -> None:
    files = [tmp_path / "right.env", tmp_path / "wrong.json"]
    wrong = SENDGRID.replaced({"user_name": "me@example.com"})
    files[0].write_text(as_env(), encoding="utf-8")
    files[1].write_text(payload(wrong, "json"), encoding="utf-8")
    done = run("check", *map(str, files), "--format", "json")
    assert done.returncode == 1
    assert json.loads(done.stdout) == [
        {"file": str(files[0]), **check(SENDGRID).to_json()},
        {"file": str(files[1]), **check(wrong).to_json()},
    ]
    text = run("check", *map(str, files)).stdout
    assert text.count("right.env") == text.count("wrong.json") == 1


def test_standard_input_is_the_default() -> None:
    assert "No errors so far" in run("check", stdin=as_env()).stdout


# Output for other programs


WRONG = SENDGRID.replaced({"user_name": "me@example.com", "port": "465"})


def test_github_commands(tmp_path: Path) -> None:
    path = tmp_path / "a,b:50%.env"
    path.write_text(payload(WRONG, "dotenv"), encoding="utf-8")
    lines = run("check", str(path), "--format", "github").stdout.splitlines()
    findings = check(WRONG).findings
    assert len(lines) == len(findings)
    levels = {"error": "error", "warning": "warning", "advice": "notice"}
    texts = path.read_text(encoding="utf-8").splitlines()
    name = f"{tmp_path}/a%2Cb%3A50%25.env"
    for line, finding in zip(lines, findings, strict=True):
        empty, command, message = line.split("::", 2)
        level, _, rest = command.partition(" ")
        properties = dict(part.split("=", 1) for part in rest.split(","))
        assert (empty, level) == ("", levels[finding.severity])
        assert message.endswith(finding.message)
        assert properties["file"] == name
        assert properties["title"] == finding.code
        value = getattr(WRONG, finding.field)
        assert value is None or value in texts[int(properties["line"]) - 1]


def test_findings_about_the_forem_have_no_line(tmp_path: Path) -> None:
    path = tmp_path / "a.env"
    path.write_text(as_env(), encoding="utf-8")
    command = ("check", str(path), "--community-name", "Cats, Dogs", "--format")
    (line,) = [one for one in run(*command, "github").stdout.splitlines() if "FOREM05" in one]
    assert line.startswith(f"::error file={path},title=FOREM05::Name of the community: ")
    results = json.loads(run(*command, "sarif").stdout)["runs"][0]["results"]
    (result,) = [one for one in results if one["ruleId"] == "FOREM05"]
    assert "region" not in result["locations"][0]["physicalLocation"]
    assert "Error FOREM05 Name of the community: " in run(*command, "text").stdout
    assert "Error, field Name of the community." in run("explain", "FOREM05").stdout


def test_special_characters_are_escaped_for_github() -> None:
    finding = Finding(code="X01", severity=Severity.ERROR, field="port", message="50%\r\n::x,y")
    report = Report(context=Context.of(Settings()), findings=(finding,))
    written = github([Checked(file="a\nb", report=report, origins={})])
    assert written == "::error file=a%0Ab,title=X01::Port: 50%25%0D%0A::x,y\n"
    assert github(
        [Checked(file="-", report=report, origins={"port": "line 7, SMTP_PORT"})]
    ).startswith("::error line=7,title=X01::")


def test_sarif(tmp_path: Path) -> None:
    path = tmp_path / "my settings.env"
    path.write_text(payload(WRONG, "dotenv"), encoding="utf-8")
    done = run("check", str(path), "-", "--format", "sarif", stdin=as_env(port="465"))
    log = json.loads(done.stdout)
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    [one] = log["runs"]
    driver = one["tool"]["driver"]
    assert driver["name"] == "forem-smtp"
    expected = [*check(WRONG).findings, *check(SENDGRID.replaced({"port": "465"})).findings]
    assert len(one["results"]) == len(expected)
    levels = {"error": "error", "warning": "warning", "advice": "note"}
    for result, finding in zip(one["results"], expected, strict=True):
        rule = driver["rules"][result["ruleIndex"]]
        assert result["ruleId"] == rule["id"] == finding.code
        assert result["level"] == rule["defaultConfiguration"]["level"]
        assert result["level"] == levels[finding.severity]
        assert finding.message in result["message"]["text"]
        # SARIF requires absolute URLs, and the site's address isn't known.
        assert "helpUri" not in rule
        assert rule["shortDescription"]["text"]
        assert "How to fix it" in rule["help"]["text"]
        assert "](" not in rule["help"]["markdown"]
    places = [result["locations"] for result in one["results"] if "locations" in result]
    assert len(places) == len(check(WRONG).findings)
    for [place] in places:
        physical = place["physicalLocation"]
        assert physical["artifactLocation"]["uri"] == path.as_uri()
        assert physical.get("region", {"startLine": 1})["startLine"] >= 1
    assert any("region" in place["physicalLocation"] for [place] in places)
    assert str(SENDGRID.password) not in done.stdout


def test_sarif_file_locations_are_uris() -> None:
    report = check(WRONG)
    log = json.loads(sarif([Checked(file="my settings/a#b.env", report=report, origins={})]))
    location = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "my%20settings/a%23b.env"


def test_rule_pages_outside_the_site_have_no_links() -> None:
    assert any("](" in rule.fix + rule.cause for rule in RULES)
    assert not any("](" in rule_page(rule) for rule in RULES)


# Reading


def test_read_hides_the_password() -> None:
    done = run("read", "-", stdin=as_env())
    assert done.returncode == 0
    assert "smtp.sendgrid.net" in done.stdout
    assert "line" in done.stdout
    assert str(SENDGRID.password) not in done.stdout
    found = json.loads(run("read", "-", "--format", "json", stdin=as_env()).stdout)
    assert found == read(as_env()).to_json()
    assert {"format", "settings", "origins", "unused", "candidates", "reason"} <= set(found)


def test_read_names_the_option_for_a_sendgrid_api_key() -> None:
    assert "--sendgrid-api-key" not in run("read", "-", stdin=as_env()).stdout
    done = run("read", "-", stdin=f"SENDGRID_API_KEY=SG.abc\n{as_env()}")
    assert "--sendgrid-api-key" in done.stdout
    assert "SG.abc" not in done.stdout


# Explaining


def test_explain_recognizes_an_error() -> None:
    done = run("explain", "Net::ReadTimeout: Net::ReadTimeout")
    assert done.returncode == 0
    assert done.stderr == ""
    for words in ("TLS from the first byte", "Fix: Enter", "forem-smtp explain PORT08"):
        assert words in done.stdout
    several = run("explain", "535", "5.7.8", "Authentication", "failed", "--format", "json")
    assert json.loads(several.stdout) == explain("535 5.7.8 Authentication failed").to_json()


def test_a_log_is_explained_with_the_settings(tmp_path: Path) -> None:
    path = tmp_path / "forem.env"
    path.write_text(payload(WRONG, "dotenv"), encoding="utf-8")
    secret = "QUdFQVZIVnNhWEF0T1RJPQ"
    log = f"pid=535 WARN: Net::SMTPAuthenticationError: 535 Authentication failed: {secret}\n"
    done = run("explain", "-", "--settings", str(path), stdin=log)
    assert done.returncode == 0
    assert "SendGrid" in done.stdout
    assert "found in your settings" in done.stdout
    assert secret not in done.stdout
    assert str(SENDGRID.password) not in done.stdout


def test_a_finding_is_explained_as_json() -> None:
    assert json.loads(run("explain", "port08", "--format", "json").stdout)["code"] == "PORT08"


@pytest.mark.parametrize(
    "command", ["check", "payload", "read", "explain", "providers", "rules", None]
)
def test_help_has_examples_and_fits_80_columns(command: str | None) -> None:
    done = run(*filter(None, [command]), "--help", columns=80)
    assert done.returncode == 0
    assert "Examples:\n" in done.stdout
    assert "forem-smtp " in done.stdout.partition("Examples:")[2]
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [["rules"], ["providers"], ["providers", "sendgrid"], ["explain", "535"], ["check", "-"]],
)
def test_output_fits_80_columns(arguments: list[str]) -> None:
    done = run(*arguments, stdin=payload(WRONG, "json"), columns=80)
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_check_never_prints_the_password() -> None:
    text = as_env(user_name="me@example.com")
    for print_as in ("text", "json", "github", "sarif"):
        arguments = ["check", "-", "--format", print_as]
        done = run(*arguments, stdin=text)
        assert str(SENDGRID.password) not in done.stdout + done.stderr
