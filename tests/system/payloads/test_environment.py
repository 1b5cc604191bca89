"""Each reader returns exactly the values of a payload, or the payload is refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from forem_smtp import PAYLOADS, PayloadError, Settings, payload
from forem_smtp.context import Context
from forem_smtp.payloads import misread
from sitegen.generate.payloads import LIMITS, SAMPLE, carries
from tests.programs import works
from tests.system.payloads import readers
from tests.system.payloads.values import HARD, Written, hard_settings, written


def test_there_are_enough_values() -> None:
    assert len(hard_settings()) == len(HARD) + 2000


# The minimum number of values; a format that refused nearly everything would prove nothing.
ENOUGH = {"dotenv": 1600, "docker-env": 2040, "systemd": 2050}


@pytest.mark.parametrize("name", PAYLOADS)
def test_the_engines_own_reader(name: str) -> None:
    assert len(written(name)) >= ENOUGH.get(name, len(hard_settings()))
    for settings, text in written(name):
        assert PAYLOADS[name].read(text) == settings, text


@pytest.mark.needs("dash")
@pytest.mark.parametrize("program", ["bash", "dash"])
def test_shell(program: str, tmp_path: Path) -> None:
    cases = written("shell")
    found = readers.shell(program, [case.text for case in cases], tmp_path)
    for case, variables in zip(cases, found, strict=True):
        assert variables == case.variables, case.text


@pytest.mark.needs("dash")
@pytest.mark.parametrize("program", ["bash", "dash"])
def test_a_shell_passes_the_variables_on(program: str, tmp_path: Path) -> None:
    for case in written("shell")[: len(HARD)]:
        assert readers.shell_exports(program, case.text, tmp_path) == case.variables


@pytest.mark.needs("dotenv")
def test_ruby_dotenv() -> None:
    cases = written("dotenv")
    found = readers.ruby_dotenv([case.text for case in cases])
    for case, variables in zip(cases, found, strict=True):
        assert variables == case.variables, case.text


@pytest.mark.needs("docker", "podman")
@pytest.mark.parametrize("reader", [readers.docker, readers.podman])
def test_docker_env(
    reader: Callable[[Sequence[str], Path], list[readers.Variables]], tmp_path: Path
) -> None:
    cases = written("docker-env")
    found = reader([case.text for case in cases], tmp_path)
    for case, variables in zip(cases, found, strict=True):
        assert variables == case.variables, case.text


@pytest.mark.needs("systemd")
def test_systemd(tmp_path: Path) -> None:
    cases = written("systemd")
    found = readers.systemd([case.text for case in cases], tmp_path)
    for case, variables in zip(cases, found, strict=True):
        assert variables == case.variables, case.text


Reader = Callable[[Sequence[str], Path], list[readers.Variables]]
COMPOSE_1 = pytest.mark.needs("docker-compose-1")
COMPOSE_2 = pytest.mark.needs("docker-compose-2")


@pytest.mark.parametrize(
    ("program", "name", "reader"),
    [
        pytest.param(misread.COMPOSE_1, "dotenv", readers.compose_1, marks=COMPOSE_1),
        pytest.param(misread.COMPOSE_1, "docker-env", readers.compose_1, marks=COMPOSE_1),
        (misread.PYTHON_DOTENV, "dotenv", readers.python_dotenv),
    ],
)
def test_programs_that_read_a_file_differently(
    program: str, name: str, reader: Reader, tmp_path: Path
) -> None:
    cases = written(name)
    found = reader([case.text for case in cases], tmp_path)
    wrong = 0
    for case, variables in zip(cases, found, strict=True):
        differs = variables != case.variables
        assert (program in misread.misreaders(Context.of(case.settings), name)) == differs, (
            case.text
        )
        wrong += differs
    assert 0 < wrong < len(cases)


@COMPOSE_1
@pytest.mark.parametrize("name", ["dotenv", "docker-env"])
def test_docker_compose_1_prints_what_its_function_reads(name: str, tmp_path: Path) -> None:
    # YAML turns one kind of line break into a space.
    texts = [text for _, text in written(name)[: len(HARD)] if "\x85" not in text]
    assert readers.compose(texts, tmp_path) == readers.compose_1(texts, tmp_path)


@COMPOSE_2
def test_docker_compose_2_reads_a_dotenv_file_correctly(tmp_path: Path) -> None:
    cases = written("dotenv")
    found = readers.compose([case.text for case in cases], tmp_path)
    for case, variables in zip(cases, found, strict=True):
        assert variables == case.variables, case.text


@COMPOSE_2
def test_docker_compose_2_misreads_only_what_is_warned_about(tmp_path: Path) -> None:
    # It stops at the first file that it refuses, so a sample of such files is tried one by one.
    cases = written("docker-env")
    misread_cases = [case for case in cases if is_warned_about(case)]
    right = [case for case in cases if not is_warned_about(case)]
    found = readers.compose([case.text for case in right], tmp_path)
    for case, variables in zip(right, found, strict=True):
        assert variables == case.variables, case.text
    assert len(right) > 500
    for case in misread_cases[:: len(misread_cases) // 100]:
        try:
            [variables] = readers.compose([case.text], tmp_path)
        except AssertionError:
            continue
        assert variables != case.variables, case.text


def is_warned_about(case: Written) -> bool:
    """Whether the checker warns that Docker Compose 2 misreads this `docker-env` file."""
    return misread.COMPOSE_2 in misread.misreaders(Context.of(case.settings), "docker-env")


@pytest.mark.needs("dash")
def test_a_shell_that_reads_a_dotenv_file(tmp_path: Path) -> None:
    # Values in which it would run a command are left out.
    cases = written("dotenv")
    safe = [
        case
        for case in cases
        if misread.SHELL not in misread.misreaders(Context.of(case.settings), "dotenv")
    ]
    assert len(safe) > len(cases) / 2
    found = readers.shell("dash", [case.text for case in safe], tmp_path)
    for case, variables in zip(safe, found, strict=True):
        assert variables == case.variables, case.text
    unsafe = Settings(password="'`echo hello`")
    assert misread.misreaders(Context.of(unsafe), "dotenv") == (misread.SHELL,)
    [variables] = readers.shell("dash", [payload(unsafe, "dotenv")], tmp_path)
    assert variables == {"SMTP_PASSWORD": "'hello"}


@pytest.mark.needs("docker", "podman")
def test_docker_keeps_the_quotes_of_a_dotenv_file(tmp_path: Path) -> None:
    # As the note about the .env file says.
    text = "\n" + payload(Settings(password="Tulip"), "dotenv")
    for reader in (readers.docker, readers.podman):
        assert reader([text], tmp_path) == [{"SMTP_PASSWORD": "'Tulip'"}]


@pytest.mark.needs("dotenv", "docker", "podman", "dash", "systemd")
def test_the_guide_shows_how_each_program_reads_a_line(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[3] / "docs/importing/formats.md").read_text("utf-8")
    rows = [
        [cell.strip(" *`") for cell in row.split("|")[1:-1]]
        for row in guide.splitlines()
        if row.startswith("| `X=")
    ]
    assert len(rows) == 4
    lines = [row[0].replace("X=", "\nSMTP_PASSWORD=") + "\n" for row in rows]
    columns = [
        [readers.ruby_dotenv(lines)],
        [reader(lines, tmp_path) for reader in (readers.docker, readers.podman)],
        [readers.shell(program, lines, tmp_path) for program in ("bash", "dash")],
        [readers.systemd(lines, tmp_path)],
        [readers.compose_1(lines, tmp_path)] if works("docker-compose-1") else [],
        [readers.compose(lines, tmp_path)] if works("docker-compose-2") else [],
    ]
    for number, column in enumerate(columns, start=1):
        told = [{"SMTP_PASSWORD": row[number]} for row in rows]
        for found in column:
            assert found == told


@pytest.mark.needs("dotenv", "docker", "podman", "dash", "systemd")
def test_values_that_a_payload_can_hold_arrive(tmp_path: Path) -> None:
    def dash(texts: Sequence[str], folder: Path) -> list[readers.Variables]:
        return readers.shell("dash", texts, folder)

    def ruby(texts: Sequence[str], folder: Path) -> list[readers.Variables]:
        return readers.ruby_dotenv(texts)

    programs: list[tuple[str, Reader]] = [
        ("dotenv", ruby),
        ("docker-env", readers.docker),
        ("docker-env", readers.podman),
        ("shell", dash),
        ("systemd", readers.systemd),
    ]
    for name, reader in programs:
        kinds = [changes for changes in LIMITS.values() if carries(name, changes)]
        assert len(kinds) >= 8
        carried = [SAMPLE.replaced(changes) for changes in kinds]
        cases = [Written(settings, payload(settings, name)) for settings in carried]
        found = reader([case.text for case in cases], tmp_path)
        assert found == [case.variables for case in cases]


@pytest.mark.parametrize("name", ["docker-env", "systemd", "dotenv"])
def test_a_refusal_names_the_field(name: str) -> None:
    value = "not \ufffe a character" if name == "systemd" else "a\nb"
    with pytest.raises(PayloadError) as caught:
        payload(Settings(user_name=value), name)
    assert caught.value.field == "user_name"
    assert value not in str(caught.value)
