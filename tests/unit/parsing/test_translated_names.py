"""Settings files, code and tables whose names are in another language than English."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from forem_smtp import read
from tests.unit.parsing.test_one_line import FIELDS, LABELS, VALUES

Pairs = list[tuple[str, str]]
SYNTAXES: dict[str, Callable[[Pairs], str]] = {
    "YAML": lambda pairs: "smtp:\n" + "\n".join(f"  {name}: {text}" for name, text in pairs),
    "JSON": lambda pairs: "{" + ", ".join(f'"{name}": "{text}"' for name, text in pairs) + "}",
    "JSON in a block": lambda pairs: '{"smtp": ' + SYNTAXES["JSON"](pairs) + "}",
    "INI": lambda pairs: "[smtp]\n" + "\n".join(f"{name} = {text}" for name, text in pairs),
    "PHP": lambda pairs: (
        "['smtp' => [" + ", ".join(f"'{name}' => '{text}'" for name, text in pairs) + "]]"
    ),
    "page": lambda pairs: "\n".join(f"{name}\n{text}" for name, text in pairs),
    "table": lambda pairs: "\n".join(f"| {name} | {text} |" for name, text in pairs),
    "CSV": lambda pairs: "\n".join(",".join(row) for row in zip(*pairs, strict=True)),
}


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("language", LABELS)
def test_names_are_read_in_each_language(language: str, syntax: str) -> None:
    text = SYNTAXES[syntax](list(zip(LABELS[language], VALUES, strict=True)))
    assert dict(read(text).settings.given()) == dict(zip(FIELDS, VALUES, strict=True))


@pytest.mark.parametrize(
    "names",
    [
        ("SERVEUR", "PORT", "UTILISATEUR", "MOT_DE_PASSE"),
        ("SERVIDOR", "PUERTO", "USUARIO", "CONTRASENA"),
        ("SERVIDOR", "PUERTO", "USUARIO", "CONTRASEÑA"),
        ("SERVIDOR", "PORTA", "USUARIO", "SENHA"),
        ("SERWER", "PORT", "UZYTKOWNIK", "HASŁO"),
    ],
)
def test_variables_are_read_with_and_without_accents(names: tuple[str, ...]) -> None:
    lines = [f"SMTP_{name}={text}" for name, text in zip(names, VALUES, strict=True)]
    found = dict(read("\n".join(lines)).settings.given())
    assert found == dict(zip(FIELDS, VALUES, strict=True))


def test_names_without_mail_around_them_are_another_services() -> None:
    text = '{"serveur": "db.meadow.example", "port": "5432", "utilisateur": "clover"}'
    assert not read(text).settings.given()
