"""The guide's ways back in after a lockout: its own commands, run on the model of Forem."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from forem_smtp import Settings, payload
from tests.examples import DOCS, block, shown
from tests.system.mail.postfix import Postfix
from tests.system.payloads.forem import FIRST_USER, PANEL, Forem, Member, Visitor
from tests.system.payloads.stubs import create_host_stubs

pytestmark = pytest.mark.needs("rails", "devise", "postfix", "sasl", "openssl")
DOCKER = "docker compose exec -T web"
PODMAN = "podman exec -i forem-rails"
MAY = Member("may@members.test", FIRST_USER.password)


@pytest.fixture
def wrong(right: Settings) -> Settings:
    """Settings with which no email arrives."""
    return right.replaced({"password": "wrong"})


@pytest.fixture
def locked(forem: Forem, wrong: Settings) -> Forem:
    """A Forem that requires confirmation and can't send email; may@members.test is locked out."""
    forem.add_member(MAY.email)
    forem.submit(wrong)
    assert not can_sign_in(forem)
    return forem


def can_sign_in(forem: Forem, member: Member = MAY) -> bool:
    visitor = Visitor(forem)
    visitor.sign_in(member)
    return visitor.is_signed_in()


def filled(text: str) -> str:
    return text.replace("YOUR-ADDRESS", MAY.email)


def run(forem: Forem, command: str, folder: Path) -> str:
    """Run a command on the host, and return its output."""
    done = forem.on_the_host(filled(command), folder)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_listing_who_is_locked_out(tmp_path: Path, wrong: Settings) -> None:
    with Forem(tmp_path, first_user="unconfirmed") as forem:
        for name in ("may", "june"):
            forem.add_member(f"{name}@members.test")
        forem.add_member("july@members.test", confirmed=True)
        forem.database().execute(
            "INSERT INTO users (email, registered, created_at, updated_at)"
            " VALUES ('invited@members.test', FALSE, 1, 1)"
        )
        forem.submit(wrong)
        before = list(forem.database().iterdump())
        assert run(forem, block("lockout-look"), tmp_path) == shown("lockout-look")
        assert run(forem, block("lockout-list"), tmp_path) == shown("lockout-list")
        assert list(forem.database().iterdump()) == before


@pytest.fixture
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Forem:
    """A Forem that isn't serving, on a host with stubs of the programs in the guide's commands."""
    folder = tmp_path_factory.mktemp("forem")
    forem = Forem(folder)
    create_host_stubs(folder / "bin")
    return forem


@pytest.mark.parametrize("start", [PODMAN, "as_unit", ""], ids=["podman", "systemd", "plain"])
def test_listing_elsewhere(start: str, elsewhere: Forem, tmp_path: Path) -> None:
    definition = block("as-unit") if start == "as_unit" else ""
    command = definition + block("lockout-look").replace(f"{DOCKER} ", f"{start} ".lstrip())
    assert run(elsewhere, command, tmp_path).startswith("Mail is off.\n")


def test_listing_in_a_console(elsewhere: Forem, tmp_path: Path) -> None:
    _, code, _ = block("lockout-look").split("'")
    command = f"{block('heroku-console').strip()} <<'END'\n{code}\nexit\nEND\n"
    done = elsewhere.on_the_host(command, tmp_path)
    assert done.returncode == 0
    assert "Mail is off.\n" in done.stdout


def test_the_page_names_these_beginnings() -> None:
    page = (DOCS / "locked-out.md").read_text(encoding="utf-8")
    consoles = [block(name).strip() for name in ("heroku-console", "kamal-console")]
    for start in (f"sudo {PODMAN}", "as_unit", *consoles):
        assert f"`{start}`" in page


def test_confirming_ones_own_account(locked: Forem, tmp_path: Path) -> None:
    assert run(locked, block("lockout-confirm"), tmp_path) == f'true\n"{MAY.email}"\ntrue\n'
    assert can_sign_in(locked)
    # The table below the command says so.
    assert run(locked, block("lockout-confirm"), tmp_path) == f'false\n"{MAY.email}"\ntrue\n'
    command = block("lockout-confirm").replace("YOUR-ADDRESS", "other@members.test")
    assert "Couldn't find User" in locked.on_the_host(command, tmp_path).stderr


def test_an_older_forem_has_no_sign_in_links(locked: Forem, tmp_path: Path) -> None:
    command = block("lockout-link").replace("YOUR-ADDRESS", MAY.email)
    said = locked.on_the_host(command, tmp_path).stderr
    assert "undefined method" in said and "send_magic_link!" in said


def test_confirming_the_account_with_user_id_1(tmp_path: Path, wrong: Settings) -> None:
    with Forem(tmp_path, first_user="unconfirmed") as forem:
        forem.submit(wrong)
        assert not can_sign_in(forem, FIRST_USER)
        command = block("lockout-confirm")
        by_id = command.replace('User.find_by!(email: "YOUR-ADDRESS")', "User.find(1)")
        assert by_id != command
        run(forem, by_id, tmp_path)
        assert can_sign_in(forem, FIRST_USER)


def test_confirming_applies_a_pending_change_of_address(locked: Forem, tmp_path: Path) -> None:
    locked.database().execute(
        "UPDATE users SET unconfirmed_email = 'new@members.test' WHERE email = ?", [MAY.email]
    )
    said = run(locked, block("lockout-confirm"), tmp_path)
    assert said == 'true\n"new@members.test"\ntrue\n'


def test_becoming_a_super_admin(locked: Forem, tmp_path: Path) -> None:
    run(locked, block("lockout-confirm"), tmp_path)
    visitor = Visitor(locked)
    visitor.sign_in(MAY)
    assert "Config" not in visitor.open(PANEL)
    assert run(locked, block("lockout-super-admin"), tmp_path) == ""
    assert "Config" in visitor.open(PANEL)


def test_switching_mail_off(locked: Forem, tmp_path: Path) -> None:
    assert run(locked, block("switch-mail-off"), tmp_path) == "true\n[]\nfalse\n"
    assert can_sign_in(locked)


@pytest.mark.parametrize(
    "variables", [{"SMTP_USER_NAME": "forem"}, {"SENDGRID_API_KEY": "SG.x"}], ids=str
)
def test_switching_mail_off_fails_if_the_environment_keeps_it_on(
    variables: dict[str, str], tmp_path: Path, wrong: Settings
) -> None:
    with Forem(tmp_path, environment=variables) as forem:
        forem.add_member(MAY.email)
        forem.submit(wrong)
        assert run(forem, block("switch-mail-off"), tmp_path) == "true\n[]\ntrue\n"
        assert not can_sign_in(forem)
    with Forem(tmp_path) as forem:
        assert can_sign_in(forem)


def test_valid_settings_deliver_the_email(locked: Forem, right: Settings, postfix: Postfix) -> None:
    locked.runner(payload(right, "rails"))
    Visitor(locked).ask_for_confirmation(MAY.email)
    assert MAY.email in [mail["To"] for mail in postfix.messages().values()]


# --- the environment ---

IN_THE_ENVIRONMENT = {
    "SMTP_ADDRESS": "localhost",
    "SMTP_USER_NAME": "forem",
    "SMTP_PASSWORD": "wrong",
}


def test_the_environment_applies_while_nothing_is_saved(tmp_path: Path) -> None:
    with Forem(tmp_path, environment=IN_THE_ENVIRONMENT) as forem:
        forem.add_member(MAY.email)
        assert not can_sign_in(forem)
    less = {name: value for name, value in IN_THE_ENVIRONMENT.items() if name != "SMTP_PASSWORD"}
    with Forem(tmp_path, environment=less | {"SENDGRID_API_KEY": "SG.x"}) as forem:
        assert not can_sign_in(forem)
    with Forem(tmp_path, environment=less) as forem:
        assert can_sign_in(forem)


# --- the database ---


def test_confirming_in_the_database(locked: Forem) -> None:
    look = filled(block("lockout-sql-look"))
    rows = locked.database().execute(look).fetchall()
    assert [(row[1], bool(row[2])) for row in rows] == [
        (FIRST_USER.email, True),
        (MAY.email, False),
    ]
    change = filled(block("lockout-sql-confirm"))
    assert locked.database().execute(change).rowcount == 1
    assert can_sign_in(locked)
    assert locked.database().execute(change).rowcount == 0
    assert all(row[2] for row in locked.database().execute(look))


# --- all members ---


def resend(
    forem: Forem, command: str, folder: Path, pause: str = "0"
) -> subprocess.CompletedProcess[str]:
    script = block("resend-script")
    quick = script.replace("pause = 20", f"pause = {pause}")
    assert quick != script
    (folder / "resend.rb").write_text(quick, encoding="utf-8")
    return forem.on_the_host(command, folder)


def counted(never: int, waiting: int = 0) -> str:
    return f"Email never sent: {never}.\nEmail sent, but not confirmed yet: {waiting}.\n"


def test_resending_in_bulk(forem: Forem, right: Settings, postfix: Postfix, tmp_path: Path) -> None:
    names = [f"member-{number:02}@members.test" for number in range(12)]
    for name in names:
        forem.add_member(name)
    forem.add_member("confirmed@members.test", confirmed=True)
    forem.database().execute(
        "INSERT INTO users (email, registered, created_at, updated_at)"
        " VALUES ('invited@members.test', FALSE, 1, 1), (NULL, TRUE, 1, 1)"
    )
    forem.submit(right)

    def sent() -> list[str]:
        addresses = [str(mail["To"]) for mail in postfix.messages().values()]
        return sorted(address for address in addresses if "member-" in address)

    assert resend(forem, block("resend-count"), tmp_path).stdout == counted(12)
    assert sent() == []
    said = resend(forem, block("resend-send"), tmp_path).stdout
    assert said.startswith(counted(12))
    assert said.count(": queued\n") == 10
    assert sent() == names[2:]
    assert resend(forem, block("resend-count"), tmp_path).stdout == counted(2, 10)
    resend(forem, block("resend-send"), tmp_path)
    assert sent() == names


def test_resending_waits_between_two_mails(forem: Forem, right: Settings, tmp_path: Path) -> None:
    for number in range(3):
        forem.add_member(f"slow-{number}@members.test")
    forem.submit(right)
    began = time.monotonic()
    resend(forem, block("resend-send"), tmp_path, pause="1.5")
    assert time.monotonic() - began > 3


def test_resending_stops_while_mail_is_off(forem: Forem, tmp_path: Path) -> None:
    forem.add_member(MAY.email)
    done = resend(forem, block("resend-send"), tmp_path)
    assert (done.returncode, done.stderr) == (1, "Mail is off: nothing is sent.\n")
    assert resend(forem, block("resend-count"), tmp_path).stdout == counted(1)
