"""The browser's stubs behave like the standard modules that they replace."""

from __future__ import annotations

import html
import json
import runpy
import subprocess
import sys

import pytest

from sitegen.runtime.library import HERE

STUBS = str(HERE / "stubs")
STUB = f"{STUBS}/dataclasses.py"

SHOW_EVERYTHING = """
import json, sys
from importlib.util import module_from_spec, spec_from_file_location

if sys.argv[1:]:
    spec = spec_from_file_location("dataclasses", sys.argv[1])
    sys.modules["dataclasses"] = module_from_spec(spec)
    spec.loader.exec_module(sys.modules["dataclasses"])

import dataclasses
from forem_smtp import RULES, bridge

def of(cls):
    slots = getattr(cls, "__slots__", None)
    fields = [
        (field.name, field.repr, field.default is not dataclasses.MISSING and repr(field.default))
        for field in dataclasses.fields(cls)
    ]
    return fields, cls.__match_args__, slots, bool(cls.__hash__)

records = {
    f"{module}.{name}": of(value)
    for module, loaded in sorted(sys.modules.items()) if module.startswith("forem_smtp")
    for name, value in sorted(vars(loaded).items())
    if isinstance(value, type) and hasattr(value, "__dataclass_fields__")
}
requests = [
    {
        "settings": dict(example.settings.given()),
        "forem": {"edition": example.instance.edition, "hosting": example.instance.hosting},
        "code": rule.code,
        "name": "json",
        "values": {},
        "site": "https://example.org/",
        "text": f"535 5.7.8 {rule.message}",
    }
    for rule in RULES
    for example in (*rule.caught, *rule.passed)
]
answers = [getattr(bridge, name)(json.dumps(each)) for each in requests for name in bridge.__all__]
print(json.dumps([records, answers]))
"""

BEHAVIOR = """
import sys
sys.path.insert(0, sys.argv[1]) if sys.argv[1:] else None
sys.modules.pop("dataclasses", None)
from dataclasses import FrozenInstanceError, dataclass, field, replace

@dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: int = 2
    seen: list = field(default_factory=list, repr=False)

@dataclass(kw_only=True)
class Box:
    name: str = "box"
    corner: Point = field(default=Point(0))

    def __repr__(self):
        return "own"

def attempt(action):
    try:
        return repr(action())
    except (TypeError, AttributeError) as error:
        return [kind.__name__ for kind in type(error).__mro__]

print([attempt(action) for action in (
    lambda: Point(1),
    lambda: Point(1, y=3) == Point(1, 3),
    lambda: Point(1) == Point(2),
    lambda: Point(1) == 1,
    lambda: Point(1).seen is Point(1).seen,
    lambda: Point(1, 2, ()),
    lambda: hash(Point(1, 2, ())) == hash(Point(1, 2, ())),
    lambda: {Point(1, 2, ()): 1}[Point(1, 2, ())],
    lambda: replace(Point(1), x=5),
    lambda: replace(Point(1), z=5),
    lambda: Point(),
    lambda: Point(1, 2, 3, 4),
    lambda: Point(1, z=4),
    lambda: setattr(Point(1), "x", 2),
    lambda: delattr(Point(1), "x"),
    lambda: Box("box"),
    lambda: Box(name="a"),
    lambda: Box(name="a") == Box(name="a"),
    lambda: list(vars(Box(corner=1, name="a"))),
    lambda: hash(Box()),
    lambda: setattr(Box(), "name", "b"),
    lambda: Point.__match_args__ + Box.__match_args__,
)])
"""


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8")


def test_the_engine_gives_the_same_answers() -> None:
    ours, pythons = run(SHOW_EVERYTHING, STUB), run(SHOW_EVERYTHING)
    assert not ours.stderr
    records, answers = json.loads(ours.stdout)
    assert len(records) > 20 and len(answers) > 100
    assert [records, answers] == json.loads(pythons.stdout)


def test_dataclasses_behave_the_same() -> None:
    assert run(BEHAVIOR, STUBS).stdout == run(BEHAVIOR, "").stdout != ""


def test_an_unsupported_option_raises() -> None:
    assert "TypeError" in run(f"{BEHAVIOR}\ndataclass(order=True)", STUBS).stderr


@pytest.mark.parametrize("quote", [True, False])
def test_html_escape_behaves_the_same(quote: bool) -> None:
    text = """<a href="#" title='x'>&amp;</a>"""
    stub = runpy.run_path(f"{STUBS}/html/__init__.py")
    assert stub["escape"](text, quote) == html.escape(text, quote)
