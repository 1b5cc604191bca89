"""The commands in the guide's pages on importing work exactly as written."""

from __future__ import annotations

import contextlib
import re
import shlex
import stat
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]

from forem_smtp import PAYLOADS, Settings, payload
from forem_smtp.payloads.environment import NAMES
from forem_smtp.rules.samples import SENDGRID
from forem_smtp.settings import FOREM_FIELDS
from tests.examples import block, shown
from tests.system.payloads import readers
from tests.system.payloads.forem import Forem
from tests.system.payloads.stubs import SYSTEMCTL, Stub, create_host_stubs, run
from tests.system.payloads.values import HARD, Written, written

VARIABLES = Written(SENDGRID, "").variables
SECRET = str(SENDGRID.password)
SHELLS = ["bash", "dash"]
Reader = Callable[[Sequence[str], Path], list[readers.Variables]]


def host(folder: Path, **environment: str) -> Forem:
    """A Forem that isn't serving, on a host with stubs of the programs in the guide's commands."""
    forem = Forem(folder, environment=environment)
    create_host_stubs(folder / "bin")
    return forem


def file(name: str, folder: Path, settings: Settings = SENDGRID) -> Path:
    """Write the payload to the file that the page names."""
    path = folder / PAYLOADS[name].filename
    path.write_text(payload(settings, name), "utf-8")
    return path


# --- saving in Forem ---


@pytest.fixture
def forem(tmp_path_factory: pytest.TempPathFactory) -> Forem:
    """A new Forem that serves no pages."""
    return host(tmp_path_factory.mktemp("forem"))


@pytest.fixture
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forem]:
    """A new Forem that serves its pages."""
    with host(tmp_path_factory.mktemp("forem")) as forem:
        yield forem


@pytest.mark.needs("rails")
@pytest.mark.parametrize(
    "command",
    [
        block("rails-plain"),
        block("rails-docker"),
        block("rails-podman"),
        block("as-unit") + block("rails-systemd"),
    ],
)
def test_the_runner_saves(command: str, forem: Forem, tmp_path: Path) -> None:
    file("rails", tmp_path)
    done = forem.on_the_host(command, tmp_path)
    assert (done.stdout, done.stderr) == (f"Saved: {', '.join(FOREM_FIELDS)}\n", "")
    assert forem.stored() == SENDGRID


@pytest.mark.needs("rails")
def test_the_runner_reports_what_forem_refuses(forem: Forem, tmp_path: Path) -> None:
    file("rails", tmp_path, SENDGRID.replaced({"authentication": "ssl"}))
    done = forem.on_the_host(block("rails-docker"), tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("Not saved:")
    assert forem.stored().address == SENDGRID.address


@pytest.mark.needs("rails", "devise", "curl")
def test_curl_sends_the_file_to_the_endpoint(served: Forem, tmp_path: Path) -> None:
    file("json", tmp_path)
    session = served.signed_in()
    command = block("json-curl")
    assert shlex.split(command.replace("\\\n", "")) == shlex.split(PAYLOADS["json"].command)
    for words, real in (
        ("https://YOUR-FOREM/", served.home),
        ("YOUR-TOKEN", session.token),
        ("YOUR-SESSION-COOKIE", session.cookie),
    ):
        command = command.replace(words, real)
    done = run(command, tmp_path, tmp_path)
    assert done.stdout == '{"message":"Settings updated"}'
    assert served.stored() == SENDGRID


@pytest.mark.needs("rails", "devise")
def test_a_body_without_a_value_is_refused(served: Forem) -> None:
    # The schema says so.
    session = served.signed_in()
    assert served.post("admin/settings/smtp_settings", {"settings_smtp": {}}, session)[0] == 400


@pytest.mark.needs("rails")
def test_the_console_accepts_the_payload(forem: Forem, tmp_path: Path) -> None:
    path = file("rails", tmp_path)
    done = forem.on_the_host(f"{block('heroku-console').strip()} < {path}", tmp_path)
    assert f"Saved: {', '.join(FOREM_FIELDS)}" in done.stdout.splitlines()
    assert forem.stored() == SENDGRID


# --- seeing what Forem uses ---


def see(command: str, forem: Forem, folder: Path) -> list[str]:
    """Run the guide's script and return its lines. None of them has the password."""
    (folder / "see-smtp.rb").write_text(block("see-settings"), "utf-8")
    done = forem.on_the_host(command, folder)
    assert done.returncode == 0, done.stderr
    # The console's own output doesn't have it either.
    assert SECRET[:10] not in done.stdout + done.stderr
    return done.stdout.splitlines()


def save(forem: Forem, folder: Path, settings: Settings) -> None:
    file("rails", folder, settings)
    assert forem.on_the_host(block("rails-plain"), folder).returncode == 0


@pytest.mark.needs("rails")
@pytest.mark.parametrize(
    "command",
    [
        block("see-plain"),
        block("as-unit") + block("see-saved-systemd"),
        block("see-compose"),
        block("see-podman"),
        f"{block('heroku-console').strip()} < see-smtp.rb",
    ],
)
def test_the_script_shows_what_is_used_and_what_is_saved(command: str, tmp_path: Path) -> None:
    forem = host(
        tmp_path / "forem",
        SMTP_PORT="587",
        SMTP_AUTHENTICATION="plain",
        DEFAULT_EMAIL="hello@example.org",
        # Variables that saved values override.
        SMTP_ADDRESS="mail.example.org",
    )
    save(
        forem,
        tmp_path,
        Settings(user_name="apikey", password=SECRET, address="smtp.sendgrid.net"),
    )
    told = shown("see-settings").splitlines()
    lines = see(command, forem, tmp_path)
    # A console prints more around it.
    assert [line for line in lines if line in told] == told
    if "console" not in command:
        assert lines == told


@pytest.mark.needs("rails")
def test_the_script_hides_a_user_name_that_is_the_password(forem: Forem, tmp_path: Path) -> None:
    save(forem, tmp_path, SENDGRID.replaced({"user_name": SECRET}))
    assert f"user_name: {len(SECRET)} characters (saved)" in see(
        block("see-plain"), forem, tmp_path
    )


@pytest.mark.needs("rails")
def test_the_script_reports_that_mail_is_off(forem: Forem, tmp_path: Path) -> None:
    lines = see(block("see-plain"), forem, tmp_path)
    assert lines[:2] == ["user_name: nothing", "password: nothing"]
    assert lines[-1] == "Mail is off."


@pytest.mark.needs("rails")
def test_the_script_shows_the_settings_of_the_sendgrid_key(tmp_path: Path) -> None:
    forem = host(tmp_path / "forem", SENDGRID_API_KEY=SECRET)
    lines = see(block("see-plain"), forem, tmp_path)
    assert "user_name: apikey" in lines
    assert "address: smtp.sendgrid.net" in lines
    assert f"password: {len(SECRET)} characters" in lines
    assert lines[-1] == "Mail is on."


# --- files for the environment ---


@pytest.mark.needs("docker")
def test_docker_run_accepts_the_file(tmp_path: Path) -> None:
    file("docker-env", tmp_path)
    command = block("docker-env-file").replace("YOUR-OPTIONS", "--detach")
    for options in ("", " --env SMTP_PORT=2525"):
        with readers.Daemon(tmp_path / "docker.sock") as daemon:
            told = command.replace(" YOUR-IMAGE", f"{options} forem")
            done = run(told, tmp_path, tmp_path, DOCKER_HOST=daemon.url)
        (tmp_path / "docker.sock").unlink()
        assert done.returncode == 0, done.stderr
        found = dict(pair.split("=", 1) for pair in daemon.created["Env"])
        assert found == VARIABLES | ({"SMTP_PORT": "2525"} if options else {})


@pytest.mark.needs("podman")
def test_podman_run_accepts_the_file_and_another_value(tmp_path: Path) -> None:
    path = file("docker-env", tmp_path)
    with readers.Daemon(tmp_path / "podman.sock") as daemon:
        command = f"podman --remote --url {daemon.url} run --detach --pull=never --env-file {path}"
        done = run(f"{command} --env SMTP_PORT=2525 forem", tmp_path, tmp_path)
    assert done.returncode == 0, done.stderr
    assert daemon.created["env"] == VARIABLES | {"SMTP_PORT": "2525"}


@pytest.mark.needs("dash")
@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_sources_the_file(shell: str, tmp_path: Path) -> None:
    file("shell", tmp_path)
    command = f"SMTP_PORT=2525\n{block('shell-source')}env -0"
    done = run(command, tmp_path, tmp_path, shell)
    assert (
        readers.forem_variables(pair.partition("=")[::2] for pair in done.stdout.split("\0"))
        == VARIABLES
    )


@pytest.mark.parametrize(
    "reader",
    [
        pytest.param(readers.docker, marks=pytest.mark.needs("docker")),
        pytest.param(readers.podman, marks=pytest.mark.needs("podman")),
        pytest.param(readers.systemd, marks=pytest.mark.needs("systemd")),
        pytest.param(readers.compose, marks=pytest.mark.needs("docker-compose")),
    ],
)
def test_the_last_of_two_lines_counts(reader: Reader, tmp_path: Path) -> None:
    text = "\nSMTP_PASSWORD=first\nSMTP_PASSWORD=second\n"
    assert reader([text], tmp_path) == [{"SMTP_PASSWORD": "second"}]


@pytest.mark.needs("dotenv", "dash")
def test_the_last_of_two_lines_counts_for_dotenv_and_shells(tmp_path: Path) -> None:
    texts = ["SMTP_PASSWORD='first'\nSMTP_PASSWORD='second'\n"]
    found = [readers.ruby_dotenv(texts)]
    found += [readers.shell(shell, texts, tmp_path) for shell in SHELLS]
    assert found == [[{"SMTP_PASSWORD": "second"}]] * 3


# --- Docker Compose ---


def composed(folder: Path, *definitions: str) -> dict[str, readers.Variables]:
    """Return the merged Compose definitions, by service."""
    options = []
    for number, text in enumerate(definitions):
        (folder / f"{number}.yml").write_text(text, "utf-8")
        options += ["-f", f"{number}.yml"]
    done = run(shlex.join(["docker-compose", *options, "config"]), folder, folder)
    assert done.returncode == 0, done.stderr
    services = yaml.safe_load(done.stdout)["services"]
    return {
        name: {key: str(value) for key, value in (service.get("environment") or {}).items()}
        for name, service in services.items()
    }


IMAGES = "version: '3.9'\nservices: {web: {image: forem}, sidekiq: {image: forem}}"


@pytest.mark.needs("docker-compose")
def test_compose_gives_the_file_to_both_services(tmp_path: Path) -> None:
    file("dotenv", tmp_path)
    found = composed(tmp_path, IMAGES, block("compose-env-file"))
    assert found == {"web": VARIABLES, "sidekiq": VARIABLES}


@pytest.mark.needs("docker-compose")
def test_precedence_in_compose(tmp_path: Path) -> None:
    file("dotenv", tmp_path)
    (tmp_path / "later.env").write_text("SMTP_PORT=2525\nSMTP_DOMAIN=later.example.org\n", "utf-8")
    (tmp_path / ".env").write_text("SMTP_ADDRESS=beside.example.org\n", "utf-8")
    both = (
        "version: '3.9'\nservices: {web: {image: forem, env_file: [forem-smtp.env, later.env], "
        "environment: {SMTP_PORT: '25', FILLED: '${SMTP_ADDRESS}'}}}"
    )
    assert composed(tmp_path, both)["web"] == VARIABLES | {
        "SMTP_PORT": "25",
        "SMTP_DOMAIN": "later.example.org",
        "FILLED": "beside.example.org",
    }


@pytest.mark.needs("docker-compose")
def test_compose_recreates_both_services(tmp_path: Path) -> None:
    # docker-compose itself accepts the command, and then finds no daemon.
    docker = Stub(tmp_path / "bin", "docker", 'shift; exec docker-compose "$@"')
    (tmp_path / "docker-compose.yml").write_text(IMAGES, "utf-8")
    nobody = f"unix://{tmp_path}/nobody.sock"
    done = run(block("compose-up"), tmp_path, tmp_path / "bin", DOCKER_HOST=nobody)
    assert docker.calls == [
        ["compose", "up", "--detach", "--force-recreate", "web", "sidekiq"],
    ]
    # The messages of version 1 and version 2.
    no_daemon = "Error while fetching server API version|Cannot connect to the Docker daemon"
    assert re.search(no_daemon, done.stderr)
    wrong = block("compose-up").replace("--detach", "--detached")
    refused = run(wrong, tmp_path, tmp_path / "bin", DOCKER_HOST=nobody).stderr
    assert re.search("Usage|unknown flag: --detached", refused)


@pytest.mark.needs("docker-compose")
def test_compose_restarts_the_worker(tmp_path: Path) -> None:
    docker = Stub(tmp_path / "bin", "docker", 'shift; exec docker-compose "$@"')
    (tmp_path / "docker-compose.yml").write_text(IMAGES, "utf-8")
    nobody = f"unix://{tmp_path}/nobody.sock"
    done = run(block("restart-compose"), tmp_path, tmp_path / "bin", DOCKER_HOST=nobody)
    assert docker.calls == [["compose", "restart", "sidekiq"]]
    no_daemon = "Error while fetching server API version|Cannot connect to the Docker daemon"
    assert re.search(no_daemon, done.stderr)


# --- Podman ---


@pytest.mark.needs("podman")
def test_the_lines_are_added_to_the_selfhost_file(tmp_path: Path) -> None:
    file("docker-env", tmp_path)
    env = tmp_path / "rails.env"
    # The file's last line has no line break.
    env.write_text("## Rails\nDEFAULT_EMAIL=old@example.org\nSECRET_KEY_BASE=abc", "utf-8")
    run(block("podman-env").replace("/opt/forem/envs", str(tmp_path)), tmp_path, tmp_path)
    text = env.read_text("utf-8")
    assert text.splitlines()[2:5] == [
        "SECRET_KEY_BASE=abc",
        *payload(SENDGRID, "docker-env").splitlines()[:2],
    ]
    assert readers.podman([text], tmp_path) == [VARIABLES]


# --- systemd ---


@pytest.mark.needs("systemd")
def test_systemd_reads_the_file_that_only_root_can(tmp_path: Path) -> None:
    file("systemd", tmp_path)
    place = tmp_path / "etc/forem"
    command = block("systemd-install").replace("/etc/forem", str(place))
    assert run(command, tmp_path, tmp_path).returncode == 0
    [path] = place.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert readers.systemd([path.read_text("utf-8")], tmp_path) == [VARIABLES]
    unit = block("systemd-unit")
    assert f"EnvironmentFile=/etc/forem/{path.name}\n" in unit
    assert PAYLOADS["systemd"].command in unit


@pytest.mark.needs("systemd")
@pytest.mark.parametrize(("change", "said"), [("", ""), ("EnvironmentFile", "Unknown key")])
def test_systemd_accepts_the_unit(change: str, said: str, tmp_path: Path) -> None:
    unit = tmp_path / "forem-web.service"
    text = block("systemd-unit") + "ExecStart=/bin/true\n"
    unit.write_text(text.replace(change, "EnvFile") if change else text, "utf-8")
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True)
    assert (said in done.stderr) if said else (done.stderr, done.returncode) == ("", 0)


@pytest.mark.needs("systemd")
@pytest.mark.parametrize(
    "command",
    [
        block("podman-restart"),
        block("systemd-restart"),
        block("restart-podman"),
        block("restart-systemd"),
    ],
)
def test_systemctl_accepts_the_commands(command: str, tmp_path: Path) -> None:
    # The real systemctl, in a mode without a running systemd, parses a command and does nothing.
    done = run(command, tmp_path, tmp_path, SYSTEMD_OFFLINE="1")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("ignoring command") == len(command.splitlines())
    wrong = command.replace("restart", "restarts")
    assert run(wrong, tmp_path, tmp_path, SYSTEMD_OFFLINE="1").returncode != 0


@pytest.mark.parametrize("name", ["rails-systemd", "see-saved-systemd", "test-mail-systemd"])
def test_a_command_by_hand_gets_what_the_unit_gives_the_service(name: str, tmp_path: Path) -> None:
    Stub(tmp_path, "systemctl", SYSTEMCTL)
    systemd_run = Stub(tmp_path, "systemd-run")
    commands = block("as-unit") + block(name)
    command, _, script = commands.rstrip("\n").rpartition(" < ")
    assert run(f"{command} < /dev/null", tmp_path, tmp_path).stderr == ""
    assert script.endswith(".rb")
    [arguments] = systemd_run.calls
    options = arguments[: arguments.index("bundle")]
    assert [one for one in options if one.startswith("--property")] == [
        "--property=EnvironmentFile=/etc/forem/env",
        "--property=EnvironmentFile=-/etc/forem/extra",
        "--property=User=forem",
        "--property=WorkingDirectory=/srv/forem",
        '--property=Environment=RAILS_ENV=production "TWO=a b"',
    ]
    assert {"--pipe", "--wait"} <= {*options}


@pytest.mark.needs("systemd")
def test_the_environment_of_a_running_service_is_shown(tmp_path: Path) -> None:
    [got] = readers.systemd([payload(SENDGRID, "systemd")], tmp_path)
    with process({**got, "HOME": "/home/forem", "MY_SMTP_": "x"}) as pid:
        systemctl = Stub(tmp_path, "systemctl", f"echo {pid}")
        done = run(block("see-systemd"), tmp_path, tmp_path)
    assert systemctl.calls == [["show", "--property=MainPID", "--value", "YOUR-WEB-UNIT"]]
    expected = [f"{name}={value}" for name, value in got.items() if name != "SMTP_PASSWORD"]
    assert sorted(done.stdout.splitlines()) == sorted([*expected, "SMTP_PASSWORD is present"])


@contextlib.contextmanager
def process(environment: dict[str, str]) -> Iterator[int]:
    """Start a process with only this environment."""
    sleeping = subprocess.Popen(["/bin/sleep", "60"], env=environment)
    yield sleeping.pid
    sleeping.kill()
    sleeping.wait()


@pytest.mark.needs("dash")
@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_reads_the_systemd_file_alike(shell: str, tmp_path: Path) -> None:
    cases = written("systemd")
    found = readers.shell(shell, [case.text for case in cases], tmp_path)
    assert found == [case.variables for case in cases]


# --- Heroku ---


@pytest.mark.needs("dash")
@pytest.mark.parametrize("shell", SHELLS)
def test_heroku_gets_values_unchanged(shell: str, tmp_path: Path) -> None:
    heroku = Stub(tmp_path / "bin", "heroku")
    cases = written("shell")[: len(HARD)]
    for case in cases:
        file("shell", tmp_path, case.settings)
        assert run(block("heroku-config"), tmp_path, tmp_path / "bin", shell).returncode == 0
    for case, call in zip(cases, heroku.calls, strict=True):
        assert call[:3] == ["config:set", "--app", "YOUR-APP"]
        assert dict(pair.split("=", 1) for pair in call[3:]) == case.variables


def test_heroku_gets_every_field(tmp_path: Path) -> None:
    heroku = Stub(tmp_path / "bin", "heroku")
    file("shell", tmp_path)
    run(block("heroku-config"), tmp_path, tmp_path / "bin")
    [call] = heroku.calls
    assert call[3:] == [f"{name}={VARIABLES[name]}" for name in NAMES.values()]


@pytest.mark.parametrize(
    ("program", "command", "arguments"),
    [
        ("heroku", block("restart-heroku"), ["ps:restart", "--app", "YOUR-APP"]),
        ("kamal", block("restart-kamal"), ["app", "boot", "--roles", "worker"]),
        (
            "kamal",
            block("kamal-console"),
            ["app", "exec", "--interactive", "--reuse", "--primary", "bundle exec rails console"],
        ),
        (
            "kamal",
            f"touch forem-smtp-test.rb\n{block('test-mail-kamal')}",
            [
                *["app", "exec", "--interactive", "--reuse", "--primary"],
                "bundle exec rails runner - YOUR-OWN-ADDRESS",
            ],
        ),
    ],
)
def test_the_platform_gets_the_arguments(
    program: str, command: str, arguments: list[str], tmp_path: Path
) -> None:
    stub = Stub(tmp_path / "bin", program)
    assert run(command, tmp_path, tmp_path / "bin").returncode == 0
    assert stub.calls == [arguments]


# --- a developer's machine ---


@pytest.mark.needs("dotenv")
def test_dotenv_reads_the_lines_that_were_added(tmp_path: Path) -> None:
    file("dotenv", tmp_path)
    env = tmp_path / ".env"
    env.write_text('export APP_DOMAIN="localhost:3000"\nSMTP_PORT="25"\nLAST="x"', "utf-8")
    assert run(block("developer-env"), tmp_path, tmp_path).returncode == 0
    assert re.search('^LAST="x"$', env.read_text("utf-8"), re.MULTILINE)
    [found] = readers.ruby_dotenv([env.read_text("utf-8")])
    assert found == {"APP_DOMAIN": "localhost:3000", "LAST": "x", **VARIABLES}


@pytest.mark.needs("dotenv")
def test_an_existing_variable_overrides_the_dotenv_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SMTP_PORT=25\nSMTP_DOMAIN=a.example.org\n", "utf-8")
    command = 'ruby -rdotenv -e \'Dotenv.load; puts ENV.values_at("SMTP_PORT", "SMTP_DOMAIN")\''
    done = run(command, tmp_path, tmp_path, SMTP_PORT="587")
    assert done.stdout.split() == ["587", "a.example.org"]
