"""`json` and `browser` put the values into a Rails application with Forem's contract."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from forem_smtp import PAYLOADS, Settings, payload
from forem_smtp.rules.samples import SENDGRID
from tests.system.mail.postfix import RECIPIENT, Postfix
from tests.system.payloads.forem import FIRST_USER, PANEL, SAVE, Forem, Session
from tests.system.payloads.values import hard_cases, written

pytestmark = pytest.mark.needs("rails", "devise", "postfix", "sasl", "openssl")
SAVED = "Saved. Forem says: Settings updated"
WRONG = SENDGRID.replaced({"authentication": "ssl"})


@pytest.fixture(scope="module")
def old_forem(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forem]:
    with Forem(tmp_path_factory.mktemp("old-forem"), edition="2021") as forem:
        yield forem


@pytest.fixture(scope="module")
def session(started: Forem) -> Session:
    return started.signed_in()


@pytest.fixture
def page(browser: Browser, forem: Forem) -> Iterator[Page]:
    """A browser signed in as a Super Admin, with the panel open."""
    context = browser.new_context()
    page = context.new_page()
    sign_in(page, forem)
    yield page
    context.close()


def sign_in(page: Page, forem: Forem) -> None:
    page.goto(forem.home + "users/sign_in")
    page.get_by_label("Email").fill(FIRST_USER.email)
    page.get_by_label("Password").fill(FIRST_USER.password)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(forem.home)
    page.goto(forem.home + PANEL)


# --- the endpoint itself ---


def test_a_number_is_a_server_error(forem: Forem, session: Session) -> None:
    assert forem.post(SAVE, {"settings_smtp": {"port": 587}}, session)[0] == 500


def test_unknown_keys_are_dropped(forem: Forem, session: Session) -> None:
    values = {"address": "  mail.example.org ", "tls": "yes", "domain": "  "}
    assert forem.post(SAVE, {"settings_smtp": values}, session)[0] == 200
    assert forem.stored() == Settings(address="mail.example.org")


# --- json ---


def curl(forem: Forem, session: Session, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the payload's own command in the folder with its file."""
    command = (
        PAYLOADS["json"]
        .command.replace("https://YOUR-FOREM/", forem.home)
        .replace("YOUR-TOKEN", session.token)
        .replace("YOUR-SESSION-COOKIE", session.cookie)
    )
    assert "YOUR" not in command.replace(session.token, "").replace(session.cookie, "")
    return subprocess.run(
        ["sh", "-c", f"{command} --silent"], cwd=folder, capture_output=True, text=True
    )


def test_json(forem: Forem, session: Session, tmp_path: Path) -> None:
    (tmp_path / "forem-smtp.json").write_text(payload(SENDGRID, "json"), "utf-8")
    done = curl(forem, session, tmp_path)
    assert done.returncode == 0, done.stdout
    assert json.loads(done.stdout) == {"message": "Settings updated"}
    assert forem.stored() == SENDGRID


def test_json_preserves_difficult_values(forem: Forem, session: Session) -> None:
    for settings, text in hard_cases("json"):
        assert forem.post(SAVE, json.loads(text), session)[0] == 200
        assert forem.stored() == settings


def test_json_does_not_change_missing_values(forem: Forem, session: Session) -> None:
    forem.post(SAVE, json.loads(payload(SENDGRID, "json")), session)
    forem.post(SAVE, json.loads(payload(Settings(port="2525"), "json")), session)
    assert forem.stored() == SENDGRID.replaced({"port": "2525"})


def test_json_without_a_token_is_refused(forem: Forem, session: Session, tmp_path: Path) -> None:
    (tmp_path / "forem-smtp.json").write_text(payload(SENDGRID, "json"), "utf-8")
    for wrong in (session._replace(token=""), session._replace(cookie="")):
        assert curl(forem, wrong, tmp_path).returncode == 22
    assert forem.stored() == Settings()


def test_json_reports_what_forem_refuses(forem: Forem, session: Session, tmp_path: Path) -> None:
    (tmp_path / "forem-smtp.json").write_text(payload(WRONG, "json"), "utf-8")
    done = curl(forem, session, tmp_path)
    assert done.returncode == 22
    assert "Authentication is not one of" in json.loads(done.stdout)["error"]
    # The guide warns about this.
    assert forem.stored() == Settings(**{**dict(WRONG.given()), "authentication": None})


# --- browser ---


def paste(page: Page, script: str) -> str:
    """Return the console's message after the script is pasted into it.

    Chromium's console itself calls `Runtime.evaluate` in this mode.
    """
    shown: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # Chromium itself logs each failed request.
        if "Failed to load resource" not in message.text:
            shown.append(f"{message.type}: {message.text}")

    page.on("console", note)
    answer = page.context.new_cdp_session(page).send(
        "Runtime.evaluate",
        {"expression": script, "includeCommandLineAPI": True, "replMode": True},
    )
    assert "exceptionDetails" not in answer, answer
    for _ in range(500):
        page.wait_for_timeout(20)
        if shown:
            break
    page.remove_listener("console", note)
    [line] = shown
    return line


def test_browser(page: Page, forem: Forem) -> None:
    assert paste(page, payload(SENDGRID, "browser")) == f"log: {SAVED}"
    assert forem.stored() == SENDGRID


def test_browser_can_be_pasted_twice(page: Page, forem: Forem) -> None:
    paste(page, payload(WRONG, "browser"))
    assert paste(page, payload(SENDGRID, "browser")) == f"log: {SAVED}"
    assert forem.stored() == SENDGRID


def test_browser_preserves_difficult_values(page: Page, forem: Forem) -> None:
    for settings, text in hard_cases("browser"):
        page.evaluate(text)
        assert forem.stored() == settings


def test_browser_sends_values_unchanged(page: Page) -> None:
    # The same request as above, but intercepted, so that thousands of them are fast.
    page.evaluate("""() => {
      window.sent = [];
      window.fetch = async (address, request) => {
        sent.push([address, request.body]);
        return { ok: true, json: async () => ({ message: "caught" }) };
      };
    }""")
    cases = written("browser")
    page.evaluate(
        "async (scripts) => { for (const script of scripts) await (0, eval)(script); }",
        [text for _, text in cases],
    )
    sent = page.evaluate("sent")
    assert len(sent) == len(cases)
    for (settings, _), (address, body) in zip(cases, sent, strict=True):
        assert address == f"/{SAVE}"
        assert json.loads(body) == {"settings_smtp": dict(settings.given())}


def test_browser_reports_what_forem_refuses(page: Page) -> None:
    assert paste(page, payload(WRONG, "browser")) == (
        "error: Not saved. Forem says: Authentication is not one of plain, login, cram_md5. "
        "The other values may be saved all the same."
    )


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("document.querySelector('meta[name=csrf-token]').remove()", "no CSRF token"),
        ("document.querySelector('meta[name=csrf-token]').content = 'other'", "status 422"),
        ("history.replaceState(null, '', '/admin')", "not the panel"),
        ("history.replaceState(null, '', '/other/admin/customization/config')", "not the panel"),
        (
            "() => { window.fetch = () => Promise.reject(new TypeError('offline')); }",
            "did not answer",
        ),
    ],
)
def test_browser_explains_failures(before: str, said: str, page: Page, forem: Forem) -> None:
    page.evaluate(before)
    line = paste(page, payload(SENDGRID, "browser"))
    assert line.startswith("error: Not saved. ")
    assert said in line
    assert str(SENDGRID.password) not in line
    assert forem.stored() == Settings()


def test_browser_reports_that_no_one_is_signed_in(page: Page, forem: Forem) -> None:
    page.context.clear_cookies()
    # The token belongs to the session, so a request without the session is refused as forged.
    line = paste(page, payload(SENDGRID, "browser"))
    assert "status 422" in line
    page.goto(forem.home + PANEL)
    assert not page.url.endswith(PANEL)
    line = paste(page, payload(SENDGRID, "browser"))
    assert "This page is not the panel. Sign in as a Super Admin" in line
    assert forem.stored() == Settings()


def test_browser_reports_the_redirect_of_the_2021_edition(page: Page, old_forem: Forem) -> None:
    old_forem.reset()
    sign_in(page, old_forem)
    line = paste(page, payload(SENDGRID, "browser"))
    assert "2021 edition" in line
    assert old_forem.stored() == Settings()


def test_browser_works_only_on_the_panel(page: Page) -> None:
    # Many sites have such a token; none of them must get the password.
    requests: list[str] = []
    page.evaluate("history.replaceState(null, '', '/')")
    page.on("request", lambda request: requests.append(request.url))
    paste(page, payload(SENDGRID, "browser"))
    assert requests == []


# --- sending mail afterward ---


@pytest.mark.parametrize("name", ["browser", "json", "rails"])
def test_an_email_arrives(
    name: str,
    page: Page,
    forem: Forem,
    session: Session,
    postfix: Postfix,
    right: Settings,
    tmp_path: Path,
) -> None:
    text = payload(right, name)
    if name == "browser":
        paste(page, text)
    elif name == "rails":
        assert forem.runner(text).returncode == 0
    else:
        (tmp_path / "forem-smtp.json").write_text(text, "utf-8")
        assert curl(forem, session, tmp_path).returncode == 0
    assert forem.stored() == right
    status, answer = forem.post("mail", {"to": RECIPIENT}, session)
    assert status == 200
    mail = postfix.messages()[f"<{answer['message_id']}>"]
    assert mail["From"] == right.from_email_address
    assert re.search(r"using TLSv1\.\d", str(mail["Received"]))
    assert str(right.user_name) in str(mail["Received"])
