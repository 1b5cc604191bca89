"""Lists in which each setting's name is a value itself, and the Secrets of Kubernetes."""

from __future__ import annotations

import re
from binascii import Error, a2b_base64
from collections import Counter
from collections.abc import Sequence

from .pairs import Pair
from .vocabulary import NOTHING, is_about_mail, meaning

_NAMES = frozenset({"name", "key", "variable", "option", "option_name", "setting", "label", "id"})
_VALUES = frozenset({"value", "option_value", "default"})
_NAME = re.compile(r"[A-Za-z_][\w.-]{0,80}(?: [A-Za-z]{1,20}){0,3}")
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffd]")


def named_values(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs, with one for each `name: SMTP_HOST` and the `value: …` next to it."""
    names: dict[str, str] = {}
    values: Counter[str] = Counter()
    for pair in pairs:
        name = pair.name.lower()
        if name in _NAMES and pair.text and len(pair.text) > 2 and _NAME.fullmatch(pair.text):
            own = pair.text.replace(" ", "_")
            # Of an id and a label, the one that says what the value is.
            if pair.above not in names or meaning(names[pair.above]) == NOTHING != meaning(own):
                names[pair.above] = own
        values[pair.above] += name in _VALUES
    # Of two values it is not certain which one belongs to the name.
    names = {above: name for above, name in names.items() if values[above] < 2}
    if not names:
        return list(pairs)
    joined = []
    for pair in pairs:
        name = pair.name.lower()
        if pair.above in names and name in _VALUES:
            joined.append(pair._replace(key=names[pair.above]))
        elif pair.above not in names or name not in _NAMES:
            joined.append(_elsewhere(pair, names))
    return joined


def _elsewhere(pair: Pair, names: dict[str, str]) -> Pair:
    """A pair below `valueFrom` only says where the value of the name next to it is kept."""
    place = pair.key.find(".valueFrom.")
    name = names.get(pair.key[:place]) if place >= 0 else None
    return Pair(name, None, pair.line) if name else pair


def with_secrets_decoded(pairs: list[Pair]) -> list[Pair]:
    """Return the pairs, with the values below `data` of a Kubernetes Secret decoded from Base64."""
    secrets = [pair.above for pair in pairs if pair.name == "kind" and pair.text == "Secret"]
    if not secrets:
        return pairs
    names = {pair.key: pair.text or "" for pair in pairs}
    found = {
        f"{above}.data.".lstrip("."): names.get(f"{above}.metadata.name".lstrip("."), "")
        for above in secrets
    }
    return [_of_secret(pair, found) for pair in pairs]


def _of_secret(pair: Pair, secrets: dict[str, str]) -> Pair:
    """Return a Secret's value decoded, below the Secret's name if only that is about mail."""
    above = next((above for above in secrets if pair.key.startswith(above)), None)
    if above is None:
        return pair
    decoded = _decoded(pair)
    name = secrets[above]
    if is_about_mail(name) and not is_about_mail(pair.name):
        return decoded._replace(key=f"{above}{name}.{pair.name}")
    return decoded


def _decoded(pair: Pair) -> Pair:
    if pair.text is None:
        return pair
    try:
        text = a2b_base64(pair.text.encode("ascii"), strict_mode=True).decode("utf-8")
    except (Error, ValueError):
        return pair._replace(text=None)
    text = text.rstrip("\n")
    return pair._replace(text=None if _NOT_TEXT.search(text) else text, literal=True)
