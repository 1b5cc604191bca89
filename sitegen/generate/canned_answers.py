"""Canned answers for support staff, from `canned_answers.toml`.

The build checks what it can: the addresses, the values, and what the engine says about them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from typing import NamedTuple

from forem_smtp.check import check
from forem_smtp.context import Context
from forem_smtp.links import fragment, from_fragment
from forem_smtp.presets import Preset, presets
from forem_smtp.providers import providers
from forem_smtp.replies import explain
from forem_smtp.report import Severity
from sitegen.context import CONTENT
from sitegen.errors import SiteError

ADDRESS = re.compile(r"<([\w./#?=&%-]+/[\w./#?=&%-]*)>")
FILLED_IN = "checker/#check?"


class Answer(NamedTuple):
    """An answer with its values filled in; `canned_answers.toml` describes the attributes."""

    id: str
    question: str
    text: str
    message: str | None = None
    finds: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """Its address, relative to the site's root."""
        return f"support/answers/#answer-{self.id}"

    @property
    def addresses(self) -> list[str]:
        """The addresses of this site that are in the text."""
        return ADDRESS.findall(self.text)

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The text in pieces: (words, the address after them or nothing)."""
        pieces = [*ADDRESS.split(self.text), ""]
        return list(zip(pieces[::2], pieces[1::2], strict=True))


def answers() -> list[Answer]:
    """Return all answers in order. Raises SiteError if an answer's values match no provider."""
    known = tomllib.loads((CONTENT / "canned_answers.toml").read_text(encoding="utf-8"))["answer"]
    return [
        Answer(
            id=one["id"],
            question=one["question"],
            text=filled_in(one["text"].strip(), one.get("values")),
            message=one.get("message"),
            finds=tuple(one.get("finds", ())),
        )
        for one in known
    ]


def moved() -> dict[str, str]:
    """Return the new address of each answer, by the one on the page for support staff."""
    return {f"support/#answer-{answer.id}": answer.address for answer in answers()}


def filled_in(text: str, name: str | None) -> str:
    """Return the text with the values of a choice in the checker's form."""
    if name is None:
        return text
    preset = next((one for one in presets() if one.id == name), None)
    if preset is None:
        raise SiteError(f"canned_answers.toml: the form has no choice {name}")
    text = text.replace("<checker>", f"<checker/#{fragment(Context.of(preset.settings))}>")
    return re.sub(r"\{(\w+)\}", lambda mark: value(preset, mark[1]), text)


def value(preset: Preset, name: str) -> str:
    """Return what the provider documents for a field, in its own words if there isn't one value."""
    provider = providers()[preset.provider]
    words = {
        "address": preset.settings.address,
        "port": preset.settings.port,
        "authentication": preset.settings.authentication,
        "user_name": provider.user_name.what,
        "password": provider.password.what,
        "limit": provider.limits[0] if provider.limits else None,
    }.get(name)
    if not words:
        raise SiteError(f"canned_answers.toml: {provider.name} documents no {name}")
    return words.replace("`", "")


def faults(answer: Answer, known: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with an answer, given all addresses of the site."""
    for address in answer.addresses:
        if address.startswith(FILLED_IN):
            settings, forem = from_fragment(address.partition("#")[2])
            found = tuple(
                one.code
                for one in check(settings, forem).findings
                # A link holds only some of the fields.
                if one.severity is not Severity.ADVICE and getattr(settings, one.field)
            )
            if found != answer.finds:
                yield f"the checker finds {found} for {address}, not {answer.finds}"
        elif address not in known:
            yield f"there is no {address}"
    if answer.message and explain(answer.question).id != answer.message:
        yield f"its question is not explained as {answer.message}"


def check_answers(known: Collection[str]) -> list[Answer]:
    """Return all answers, given all addresses of the site.

    Raises SiteError if something is wrong with one of them.
    """
    checked = answers()
    wrong = [f"{answer.id}: {fault}" for answer in checked for fault in faults(answer, known)]
    if wrong:
        raise SiteError(f"canned_answers.toml: {'; '.join(wrong)}")
    return checked
