"""Explains what a mail server or Ruby said when a mail failed: an SMTP reply, an exception, a log.

What is known stands in `replies.toml`. Nothing of the pasted text is ever repeated, since there may
be a password in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from .check import judge
from .context import Context
from .providers import Provider, provider_by_host, providers
from .report import Report
from .settings import Instance, Settings

_BEFORE, _AFTER = 400, 800
"""How far around an exception's name, in characters, its message is looked for."""
_NEAR = 3000
"""How far from an error, in characters, a host name tells whose it is."""
_LONGEST_REPLY = 2000
_LONGEST_WORDS = 100_000
_BY_WORDS, _BY_ENHANCED, _BY_CODE = 3, 2, 1
"""How well an entry fits a text."""
_ONE_COMPANY = ({"gmail", "google-relay"}, {"microsoft365", "microsoft365-mx", "outlook-personal"})
"""Providers whose servers may use each other's words."""


class Cause(NamedTuple):
    """One thing that may be behind an error, and how to mend it.

    `field` is a name of `Settings`. `code` is that of the finding which the check gives for it;
    `found` tells that the check does give it for the settings at hand.
    """

    text: str
    fix: str
    field: str | None = None
    code: str | None = None
    found: bool = False

    @property
    def url(self) -> str | None:
        """The finding's page, relative to the site's root."""
        return f"findings/{self.code}/" if self.code else None

    def to_json(self) -> dict[str, Any]:
        """The cause as plain data."""
        return {
            "text": self.text,
            "fix": self.fix,
            "field": self.field,
            "code": self.code,
            "url": self.url,
            "found": self.found,
        }


class Explanation(NamedTuple):
    """What a text means for Forem's settings.

    `id` is a stable name for what was recognised, `None` if nothing was. `general`: only the class
    of the reply was known. `stage` is how far the connection had come (`"connect"`, `"greeting"`,
    `"EHLO"`, `"STARTTLS"`, `"AUTH"`, `"MAIL FROM"`, `"RCPT TO"`, `"DATA"`), `temporary` whether
    trying again may help; both are `None` where the text does not tell. `provider` is an id.
    `causes` stand in the order of their likelihood. `source` is the title of where this is known
    from, `source_url` its address (relative to the site's root, or whole) if it has one.
    """

    id: str | None
    meaning: str
    general: bool = False
    stage: str | None = None
    temporary: bool | None = None
    provider: str | None = None
    causes: tuple[Cause, ...] = ()
    source: str | None = None
    source_url: str | None = None

    @property
    def url(self) -> str | None:
        """Its place in the list of all replies, relative to the site's root."""
        return f"replies/#{self.id}" if self.id else None

    def to_json(self) -> dict[str, Any]:
        """The explanation as plain data."""
        return {
            "id": self.id,
            "meaning": self.meaning,
            "general": self.general,
            "stage": self.stage,
            "temporary": self.temporary,
            "provider": self.provider,
            "causes": [cause.to_json() for cause in self.causes],
            "source": self.source,
            "source_url": self.source_url,
            "url": self.url,
        }


class KnownCause(NamedTuple):
    """A cause as it stands in `replies.toml`; `findings` are the codes that tell of it."""

    text: str
    fix: str
    field: str | None = None
    findings: Sequence[str] = ()
    needs_finding: bool = False
    inconclusive: bool = False


class Reply(NamedTuple):
    """What is known of one reply or exception; `replies.toml` says what each part means."""

    id: str
    example: str
    meaning: str
    source: str
    causes: Sequence[KnownCause] = ()
    errors: Sequence[str] = ()
    codes: Sequence[int] = ()
    enhanced: Sequence[str] = ()
    text: Sequence[str] = ()
    alone: bool = False
    providers: Sequence[str] = ()
    telling: bool = False
    stage: str | None = None
    temporary: bool | None = None
    general: bool = False
    credentials: bool = False


class _Said(NamedTuple):
    """One thing that the text holds: an exception, a reply, or words that may be either."""

    words: str
    place: int = 0
    error: str | None = None
    code: str | None = None
    enhanced: str | None = None


def explain(
    text: str, settings: Settings | None = None, instance: Instance | None = None
) -> Explanation:
    """Say what an SMTP reply or a Ruby error means, with any noise around it.

    With `settings` (and what is known about the `instance`), the causes that fit them come first.
    Any text is welcome; nothing is raised.
    """
    if settings is None:
        return explain_for(text)
    return explain_for(text, judge(Context.of(settings, instance)))


def explain_for(text: str, report: Report | None = None) -> Explanation:
    """The explanation; with a `report` on the settings, the causes that fit them come first."""
    text = _plain(text)
    if report and not report.settings.given():
        report = None
    own = report.context.provider if report else None
    for said in _said(text):
        provider = own or _provider_named_in(text[max(0, said.place - _NEAR) :][: 2 * _NEAR])
        if reply := _best(said, provider):
            return _explanation(reply, said, provider, report)
        if said.code or said.enhanced or said.error in _tables()["general"]["errors"]:
            return _general(said, provider)
    return Explanation(id=None, meaning=NOT_RECOGNISED)


NOT_RECOGNISED = (
    "This was not recognised. Paste what the mail server answered, such as a line that begins "
    "with 535, or the line of Forem's log with the error's name, such as Net::ReadTimeout."
)


# What is in the text


def _plain(text: str) -> str:
    """`text` without colours, and as it was before somebody put it into JSON."""
    if "\x1b" in text:
        text = _pattern(r"\x1b\[[0-9;]*[A-Za-z]").sub("", text)
    if "\\" in text:
        text = text.replace("\\n", "\n").replace("\\t", " ")
        text = text.replace('\\"', '"').replace("\\u003c", "<").replace("\\u003e", ">")
    return text


def _said(text: str) -> Iterator[_Said]:
    """What may be explained, the likeliest first."""
    yield from _errors(text)
    replies = list(_replies(text))
    failures = [said for said in replies if (said.code or "")[0] in "45"]
    yield from failures or replies
    if enhanced := _pattern(r"\s*([245]\.\d{1,3}\.\d{1,3})\s*").fullmatch(text):
        yield _Said("", enhanced=enhanced[1])
    # Words alone are pasted by the line, not by the log.
    yield _Said(_flat(text[:_LONGEST_WORDS]))


def _errors(text: str) -> Iterator[_Said]:
    """The exceptions with what stands around their names, the first one first."""
    places = sorted((place, name) for name in _error_names() if (place := _find(text, name)) >= 0)
    ends = [place for place, _ in places[1:]] + [len(text)]
    for (place, name), end in zip(places, ends, strict=False):
        begin = max(text.rfind("\n", 0, place) + 1, place - _BEFORE)
        after = place + len(name)
        yield from _error(name, place, text[begin:place], text[after : min(after + _AFTER, end)])


def _find(text: str, name: str) -> int:
    """Where the exception's name first stands as a word of its own; -1 if nowhere."""
    place = text.find(name)
    while place >= 0:
        after = place + len(name)
        around = text[max(0, place - 1) : place] + text[after : after + 1]
        if not any(character.isalnum() for character in around):
            return place
        place = text.find(name, place + 1)
    return -1


def _error(name: str, place: int, before: str, after: str) -> Iterator[_Said]:
    """An exception; if it is about an SMTP reply, that is what it says."""
    if name.startswith("Net::SMTP"):
        for part in (after, before):
            if found := _reply_pattern().search(part):
                yield _reply(part, found)._replace(error=name, place=place)
                return
    yield _Said(_flat(f"{before} {name} {after}"), error=name, place=place)


def _replies(text: str) -> Iterator[_Said]:
    """What looks like a reply of an SMTP server, and not like any other number."""
    for count, place in enumerate(_reply_pattern().finditer(text)):
        if count == 1000:
            return
        said = _reply(text, place)
        if said.enhanced or _stands_as_a_reply(text, place):
            yield said


def _stands_as_a_reply(text: str, place: re.Match[str]) -> bool:
    """Whether a number without an enhanced code begins its line or follows a mark."""
    before = text[max(0, place.start() - 40) : place.start()].rpartition("\n")[2]
    if _pattern(r"[^\w]*(?:[<>SC*~-]{1,3}[ :]\s*)?[\"'\[(<]*").fullmatch(before):
        return True
    follows = text[place.end() : place.end() + 40]
    # HTTP has numbers like these.
    is_http = "Internal Server" in follows or "Not Implemented" in follows
    return bool(_pattern(r".*[:\"'(>]\s*").fullmatch(before)) and not is_http


def _reply(text: str, place: re.Match[str]) -> _Said:
    """The reply that begins here, with the further lines of one that has several."""
    code, enhanced = place[1], place[2]
    lines = text[place.start() : place.start() + _LONGEST_REPLY].split("\n")
    words = lines[0]
    for line in lines[1:]:
        line = line.lstrip(" \"'<>*~-")
        if line.startswith(code):
            words += " " + line
        elif line:
            break
    return _Said(_flat(words), place=place.start(), code=code, enhanced=enhanced)


@cache
def _reply_pattern() -> re.Pattern[str]:
    """Three digits as in a reply: no part of an address, a time or a number, and words follow."""
    return re.compile(
        r"(?<![\w.,:;/#=+-])([2-5][0-5]\d)(?=-| (?!\d)| [245]\.|[\"')]|\s*\Z)"
        r"(?:[ -]([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d))?"
    )


@cache
def _error_names() -> frozenset[str]:
    known = {name for reply in replies() for name in reply.errors}
    return frozenset(known.union(_tables()["general"]["errors"]))


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def _flat(text: str) -> str:
    return " ".join(text.lower().split())


def _provider_named_in(text: str) -> Provider | None:
    """The provider whose SMTP host stands first in the text."""
    lower = text.lower()
    places = {lower.find(host): owner for host, owner in provider_by_host().items()}
    places.pop(-1, None)
    return places[min(places)] if places else None


# What is known of it


def _best(said: _Said, provider: Provider | None, foreign: bool = True) -> Reply | None:
    """The entry that fits best; of equals the first. Not `foreign`: no other provider's words."""
    known = [reply for reply in replies() if foreign or _is_of(reply, provider)]
    scored = ((_score(reply, said, provider), reply) for reply in known)
    score, reply = max(scored, key=lambda pair: pair[0])
    return reply if score > (0, 0) else None


def _is_of(reply: Reply, provider: Provider | None) -> bool:
    """Whether the entry is this provider's, or everybody's."""
    return not reply.providers or bool(provider and provider.id in reply.providers)


def _score(reply: Reply, said: _Said, provider: Provider | None) -> tuple[int, int]:
    """How well the entry fits: (by its words, its enhanced code or its code alone; its owner)."""
    owned = bool(provider and provider.id in reply.providers)
    signature = _signature(reply, said)
    if reply.providers and not owned and not (reply.telling and signature == _BY_WORDS):
        return 0, 0
    return signature, 1 + bool(reply.providers)


def _signature(reply: Reply, said: _Said) -> int:
    if said.code and reply.codes:
        if int(said.code) not in reply.codes:
            return -1
    elif said.error:
        if said.error not in reply.errors:
            return -1
    elif said.code or (said.enhanced and not reply.enhanced):
        return -1
    if any(words in said.words for words in reply.text):
        return _BY_WORDS
    if said.enhanced in reply.enhanced:
        return _BY_ENHANCED
    is_bare = reply.alone or not (reply.text or reply.enhanced)
    return _BY_CODE if is_bare and (said.code or said.error) else -1


def _explanation(
    reply: Reply, said: _Said, provider: Provider | None, report: Report | None
) -> Explanation:
    """What the entry says; first, if the words are another provider's than the settings', that."""
    if _is_of(reply, provider):
        return _explained(reply, said, provider, report)
    owner = providers()[reply.providers[0]]
    if provider and any({provider.id, owner.id} <= company for company in _ONE_COMPANY):
        return _explained(reply, said, owner, report)
    names = " or ".join(providers()[one].name for one in reply.providers)
    other = _best(said, provider, foreign=False)
    if provider is None or report is None or report.provider is None:
        found = _explained(reply, said, owner, report)
        note = f"These are words of {names}."
        if other is None:
            return found._replace(meaning=f"{found.meaning} {note}")
        note += " If your provider is another, look at the last causes: they are the general ones."
        causes = (*found.causes, *_causes(other, None, report))
        return found._replace(meaning=f"{found.meaning} {note}", causes=causes)
    found = _explained(other or reply, said, provider if other else owner, report)
    note = f"These are words of {names}, but your settings name {provider.name}: did Forem really "
    return found._replace(meaning=f"{note}use these settings? {found.meaning}")


def _explained(
    reply: Reply, said: _Said, provider: Provider | None, report: Report | None
) -> Explanation:
    temporary = reply.temporary
    if temporary is None and said.code and reply.codes:
        temporary = {"4": True, "5": False}.get(said.code[0])
    source = sources()[reply.source]
    return Explanation(
        id=reply.id,
        meaning=reply.meaning,
        general=reply.general,
        stage=reply.stage,
        temporary=temporary,
        provider=provider.id if provider else None,
        causes=_causes(reply, provider, report),
        source=source["title"],
        source_url=source.get("url"),
    )


def _general(said: _Said, provider: Provider | None) -> Explanation:
    """What RFC 5321 and RFC 3463 say of every reply of this class."""
    general = _tables()["general"]
    digits = said.enhanced or said.code or general["errors"][said.error]
    subject = None
    if said.enhanced:
        subject = general["subjects"].get(said.enhanced.split(".")[1])
    else:
        subject = general["digits"].get(digits[1:2])
    source = sources()["rfc3463" if said.enhanced else "rfc5321"]
    parts = [general["note"], general["classes"][digits[0]], subject]
    return Explanation(
        id="general",
        meaning=" ".join(filter(None, parts)),
        general=True,
        temporary={"4": True, "5": False}.get(digits[0]),
        provider=provider.id if provider else None,
        source=source["title"],
        source_url=source["url"],
    )


# The causes


def _causes(reply: Reply, provider: Provider | None, report: Report | None) -> tuple[Cause, ...]:
    """The causes, the likeliest for these settings first."""
    known = [*reply.causes]
    if reply.credentials and provider:
        wanted = _wanted_by(provider)
        said = {cause.field for cause in wanted}
        known = [*wanted, *(cause for cause in known if cause.field not in said)]
    if report is None:
        return tuple(_cause(cause) for cause in known)
    codes = {finding.code for finding in report.findings}
    placed: list[tuple[int, Cause]] = []
    for cause in known:
        found = [code for code in cause.findings if code in codes]
        given = cause.field is not None and getattr(report.settings, cause.field) is not None
        cleared = bool(cause.findings) and given and not found and not cause.inconclusive
        if not (cleared and cause.needs_finding):
            placed.append((0 if found else 2 if cleared else 1, _cause(cause, found)))
    placed.sort(key=lambda pair: pair[0])
    return tuple(cause for _, cause in placed)


def _cause(cause: KnownCause, found: Sequence[str] = ()) -> Cause:
    codes = [*found, *cause.findings]
    return Cause(
        text=cause.text,
        fix=cause.fix,
        field=cause.field,
        code=codes[0] if codes else None,
        found=bool(found),
    )


def _wanted_by(provider: Provider) -> list[KnownCause]:
    """What this provider wants as user name and password."""
    name = provider.name
    if provider.authentication.passwords == "refused":
        text = f"{name} takes no password any more, and Forem can log in only with one."
        return [KnownCause(text, "Send through another provider.", "authentication", ["AUTH07"])]
    user_name = provider.user_name.what.replace("`", "")
    password = provider.password.what.replace("`", "")
    return [
        KnownCause(
            f"With {name} the user name is {user_name}. Something else was entered.",
            "Enter that as User name, and nothing around it.",
            "user_name",
            [_USUAL.get(provider.user_name.rule, "USER10"), *_USER_NAMES],
        ),
        KnownCause(
            f"With {name} the password is {password}. Something else was entered.",
            "Copy that again into Password, and nothing around it.",
            "password",
            ["PASS10" if provider.password.app_password else "PASS05", *_PASSWORDS],
        ),
    ]


# What the check says of a wrong user name and of a wrong password; the first is the usual one.
_USUAL = {"fixed": "USER03", "address": "USER04", "token": "USER05"}
_USER_NAMES = ["USER03", "USER07", "USER08", "USER09", "USER04", "USER05", "USER06", "USER10"]
_PASSWORDS = ["PASS04", "PASS05", "PASS11", "PASS10", "PASS08", "PASS03", "PASS06", "PASS07"]


# The table


@cache
def replies() -> tuple[Reply, ...]:
    """Every known reply and exception, in the order of `replies.toml`."""
    return tuple(_entry(name, table) for name, table in _tables()["replies"].items())


def _entry(name: str, table: Mapping[str, Any]) -> Reply:
    causes = [KnownCause(**cause) for cause in table["causes"]]
    return Reply(id=name, **{**table, "causes": causes})


def sources() -> Mapping[str, Mapping[str, str]]:
    """Where it is known from: title and, mostly, `url`, by the names that the entries give."""
    found: Mapping[str, Mapping[str, str]] = _tables()["sources"]
    return found


def _tables() -> Mapping[str, Any]:
    # Ready parsed in the browser, as with the providers.
    try:
        from ._replies import TABLES  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        return read_tables()
    return TABLES  # type: ignore[no-any-return, unused-ignore]


@cache
def read_tables() -> dict[str, Any]:
    """Parse `replies.toml`."""
    import tomllib
    from pathlib import Path

    return tomllib.loads((Path(__file__).parent / "replies.toml").read_text(encoding="utf-8"))
