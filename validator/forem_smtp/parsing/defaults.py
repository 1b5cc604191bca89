# ruff: noqa: E501  # patterns are as wide as they are
"""What is used if a variable isn't set: `env('MAIL_HOST', 'smtp.example.org')`, `${PORT:-587}`."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST_LINE = 1_000
_HINTS = ("env", "config", "default", "getproperty")
_NAME = r"""["'`][A-Za-z_][\w.:-]{0,80}["'`]"""
_VALUE = (
    r"""(?:"(?:[^"\\\n$#]|\#(?!\{)){0,200}"|'[^'\\\n]{0,200}'|`[^`\\\n$]{0,200}`|\d{1,6}(?!\w|\.\d)"""
    r"|(?:true|false|True|False|TRUE|FALSE)(?!\w))"
)
_MORE = r"(?:\s{0,3},[^()\n]{0,60})?\s{0,9}\)"
# A call or an index that asks for a variable, and what it gives if there is none.
_LOOKUP = re.compile(
    rf"""(?<![\w$])(?:
      (?P<call>[A-Za-z_$@][\w$.:>-]{{0,80}})\(\s{{0,9}}(?P<asked>{_NAME})\s{{0,9}}
      (?:,\s{{0,9}}(?:default\s{{0,3}}[=:]\s{{0,3}})?(?P<argument>{_VALUE}){_MORE}|(?:,[^()\n"'`]{{0,60}})?\))
      |(?P<index>[A-Za-z_$@][\w$.]{{0,60}})\[\s?:?(?P<indexed>{_NAME})\s?\]
      |(?:process|Bun|Deno|import\.meta)\.env\.(?P<member>\w{{1,80}})
    )
    (?:\s{{0,3}}(?:\|\||\?\?|\?:|\bor\b)\s{{0,3}}(?P<other>{_VALUE})
      |\s?\{{\s?(?P<block>{_VALUE})\s?\}}
      |\.unwrap_or(?:_else)?\((?:\|_\|\s?)?(?P<rust>{_VALUE})(?:\.\w{{1,20}}\(\))?\)
    )?""",
    re.VERBOSE,
)
_SECRET = re.compile(r"pass|pwd|secret|token|key", re.IGNORECASE)
# A password in use has letters and digits. Any other default more likely means that there's none.
_MIXED = re.compile(r"(?=\D*\d)(?=[^A-Za-z]*[A-Za-z])\S{6,}")
_LOCAL = re.compile(
    r"host.{0,80}(?:localhost|127\.0\.0\.1|\bmail(?:hog|pit|catcher|dev)\b)", re.IGNORECASE
)
_GETTERS = ("env", "config", "getordefault", "getproperty")
# What turns the text of a variable into a number or a switch.
_CONVERTED = re.compile(
    rf"(?:\b(?:int|str|bool|float|Number|parseInt|String|Boolean|Integer|Integer\.parseInt|int\.Parse"
    rf"|Convert\.ToInt32)\(\s{{0,9}}|\((?:int|string|bool)\)\s{{0,3}}\(?\s{{0,3}}|(?<=[:=>] )\(\s{{0,3}})"
    rf"({_VALUE})(?:\s{{0,3}},\s{{0,3}}10)?\s{{0,9}}\)?"
)
_CONVERTS = re.compile(rf"({_VALUE})\.(?:to_i|to_s|to_sym|toInt\(\)|to_string\(\)|into\(\))(?!\w)")
# `${NAME:-value}` of shells and Compose, `${NAME:value}` of Spring.
_EXPANSION = re.compile(
    r"""(?<![^\s=:"'(>\[{,])\$\{([A-Za-z_][\w.]{0,80})(?::[-=]?|-)([^\s${}?+"'`=-][^${}\n"'`]{0,200})\}(?=["'\s,;)<\]}:]|$)"""
)
# `{{ name | default('value') }}` of Jinja, `{{ .name | default "value" }}` of Helm.
_TEMPLATE = re.compile(
    r"""\{\{-?\s{0,3}([\w.]{1,80})\s{0,3}\|\s{0,3}(?:d|default)\s?\(?\s{0,3}(?:'([^'\n]{0,200})'|"([^"\n]{0,200})"|(\d{1,6}))"""
    r"""\s{0,3}(?:,\s?\w{1,8})?\s{0,3}\)?(?:\s?\|\s?\w{1,10})?\s{0,3}-?\}\}"""
)


def filled(lines: Sequence[str]) -> list[str] | None:
    """Return the lines with defaults in place of the variables; `None` if there are none.

    Those of a program that isn't set up yet, with this machine as the server, don't count either.
    """
    text = "\n".join(lines)
    low = text.lower()
    if "${" not in text and not any(hint in low for hint in _HINTS):
        return None
    result = [_filled(line) if len(line) <= _LONGEST_LINE else line for line in lines]
    changed = [new for line, new in zip(lines, result, strict=True) if line != new]
    return result if changed and not any(map(_LOCAL.search, changed)) else None


def _filled(line: str) -> str:
    text = line
    if "(" in line or "[" in line or ".env" in line:
        text = _LOOKUP.sub(_default, line)
        if text != line:
            text = _CONVERTS.sub(r"\1", _CONVERTED.sub(r"\1", text))
    if "${" in text:
        text = _EXPANSION.sub(_expanded, text)
    if "{{" in text:
        text = _TEMPLATE.sub(_expanded, text)
    return text


def _expanded(match: re.Match[str]) -> str:
    name, *texts = match.groups()
    default = next(filter(None, texts), "").strip()
    return default if _is_usable(name, default) else match[0]


def _is_usable(name: str, default: str) -> bool:
    """Return whether a default isn't just a word in place of a password, such as `changeme`."""
    return not _SECRET.search(name) or _MIXED.fullmatch(default.strip("\"'`")) is not None


def _default(match: re.Match[str]) -> str:
    """Return the value that counts if there is no such variable; if there is none, all of it."""
    getter = match["call"] or match["index"]
    if getter and not any(word in getter.lower() for word in _GETTERS):
        return match[0]
    name = next(filter(None, match.group("asked", "indexed", "member")), "")
    for kind in ("argument", "other", "block", "rust"):
        if match[kind]:
            return match[kind] if _is_usable(name, match[kind]) else match[0]
    return match[0]
