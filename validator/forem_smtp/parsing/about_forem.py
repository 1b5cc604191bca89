"""Finds what a Forem's environment says about the Forem itself: its host name and its name."""

from __future__ import annotations

import re

from ..host_names import is_host_name

_VARIABLE = re.compile(
    r"""^[ \t]*(?:export[ \t]+|-[ \t]+)?["']?(APP_DOMAIN|COMMUNITY_NAME)["']?"""
    r"""[ \t]*(?:=>|[=:])[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([^\n]*?))"?,?[ \t]*(?:[ \t]\#.*)?$""",
    re.MULTILINE,
)
_AROUND_A_HOST = re.compile(r"\Ahttps?://|:\d+\Z|/\Z")
_FIELD = {"APP_DOMAIN": "app_domain", "COMMUNITY_NAME": "community_name"}
_LONGEST = 200


def about_forem(text: str) -> dict[str, str]:
    """Return the values of these variables, by the name in `Instance`. The last one wins.

    A host name without a dot, such as `localhost:3000`, is a developer's machine, and a value that
    refers to another variable isn't one.
    """
    found: dict[str, str] = {}
    for match in _VARIABLE.finditer(text):
        value = next((part for part in match.groups()[1:] if part), "").strip()
        if not value or len(value) > _LONGEST or value.startswith(("$", "<", "{")):
            continue
        if match[1] == "APP_DOMAIN":
            value = _AROUND_A_HOST.sub("", value)
            if "." not in value or not is_host_name(value):
                continue
        found[_FIELD[match[1]]] = value
    return found
