"""Ruby: the hash for ActionMailer, and the lines of GitLab's own settings."""

from __future__ import annotations

import re

from . import objects
from .extracted import Extracted
from .pairs import Pair, meaning_by, take
from .programs import GITLAB, RAILS

_SMTP_SETTINGS = "smtp_settings"
_GITLAB = re.compile(r"""[ \t]*gitlab_rails\[['"](\w+)['"]\][ \t]*=[ \t]*(.*)""")


def read_rails(text: str) -> Extracted | None:
    """Read `smtp_settings = { … }`, in either hash syntax. Values that are code don't count."""
    if _SMTP_SETTINGS not in text:
        return None
    items = []
    for item in objects.read(text, ruby=True):
        above, _, key = item.key.rpartition(".")
        if above.endswith(_SMTP_SETTINGS):
            items.append(item._replace(key=key))
        elif above.endswith(("default_options", "default_url_options")):
            items.append(item._replace(key=key if key in ("from", "reply_to") else item.key))
    return take(items, meaning_by(RAILS), "rails-hash")


def read_gitlab(lines: list[str]) -> Extracted | None:
    """Read `gitlab_rails['smtp_…'] = …`, also inside a Compose file."""
    items: list[Pair] = []
    for number, line in enumerate(lines, 1):
        if match := _GITLAB.fullmatch(line):
            items += objects.read(f"{match[1]} = {match[2]}", number, ruby=True)
    known = meaning_by(GITLAB)
    return take([item for item in items if _is_mail(item.key)], known, "gitlab")


def _is_mail(key: str) -> bool:
    return key.startswith(("smtp_", "gitlab_email_"))
