"""The parts of the project, and which of them may import which."""

from __future__ import annotations

import ast
import graphlib
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from sitegen.runtime import library

ROOT = Path(__file__).parents[2]


def imports(folder: str) -> Iterator[tuple[str, str]]:
    """Yield each Python file below a folder, with the name of each module that it imports."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        file = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((file, name.name) for name in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield file, str(node.module)


def importers(folder: str, *packages: str) -> set[str]:
    """Return the files below a folder that import one of these packages."""
    return {file for file, name in imports(folder) if name.partition(".")[0] in packages}


def test_only_one_file_imports_mkdocs() -> None:
    assert importers("sitegen", "mkdocs") == {"sitegen/mkdocs_hooks.py"}
    assert not importers("tools", "mkdocs")


def test_only_tests_use_the_tests() -> None:
    for folder in ("sitegen", "tools", "validator"):
        assert not importers(folder, "tests")
        for path in (ROOT / folder).rglob("*.py"):
            assert '"tests/' not in path.read_text(encoding="utf-8"), path


def test_the_build_does_not_import_tools() -> None:
    assert not importers("sitegen", "tools", "playwright", "PIL")


def test_the_engine_does_not_import_the_site() -> None:
    assert not importers("validator", "sitegen", "tools", "mkdocs")


def test_the_engine_has_no_import_cycles() -> None:
    """Imports inside functions count as well."""
    engine = ROOT / "validator/forem_smtp"
    needs: dict[str, set[str]] = defaultdict(set)
    for path in engine.rglob("*.py"):
        *folders, _ = path.relative_to(engine).parts
        part = folders[0] if folders else path.stem
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level == len(folders) + 1:
                names = [node.module] if node.module else [name.name for name in node.names]
                needs[part].update(name.partition(".")[0] for name in names)
    assert needs["bridge"] > {"check", "payloads"}
    graphlib.TopologicalSorter(needs).prepare()  # raises CycleError


def test_the_browser_has_every_module_that_the_engine_imports() -> None:
    left_out = set(library.module_lists()["not_needed"])
    for path, source in library.engine_files().items():
        for node in ast.parse(source).body:
            if isinstance(node, ast.Import):
                assert not left_out & {name.name for name in node.names}, path
            elif isinstance(node, ast.ImportFrom):
                assert node.module not in left_out, path


def test_the_browser_does_not_get_the_command_line() -> None:
    files = library.engine_files()
    assert "forem_smtp/bridge.py" in files
    assert not [path for path in files if "/cli" in path]
    assert not [
        path
        for path, source in files.items()
        if re.search("import (typer|rich)|from (typer|rich)", source)
    ]
