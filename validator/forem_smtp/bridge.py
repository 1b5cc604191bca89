"""The browser's only entry point: JSON text in, JSON text out. No value raises an error."""

from __future__ import annotations

import json
from typing import Any

from .characters import visible
from .check import judge as run_check
from .context import Context
from .conversation import Step
from .conversation import conversation as hold_conversation
from .links import fragment, withheld
from .parsing import read as read_text
from .payloads import PayloadError
from .payloads import write as write_payload
from .payloads.format import values as payload_values
from .payloads.misread import warning
from .providers import providers
from .replies import explain_for
from .report import Report
from .settings import FIELDS, Instance, Settings
from .support import support_report
from .volume import Line, Traffic, is_restricted, lines, read_numbers, verdict

__all__ = [
    "check",
    "conversation",
    "explain",
    "fix",
    "judge",
    "link",
    "payload",
    "read",
    "support",
    "volume",
]


def check(text: str) -> str:
    """`{"settings", "forem"}` -> the report."""
    context, _ = _request(text)
    return json.dumps(run_check(context).to_json())


def conversation(text: str) -> str:
    """`{"settings", "forem"}` -> `{"steps": [{"id", "sender", "text", "lock", "state", "code"}]}`.

    What Forem and the server will say to each other; `conversation.Step` says what each means.
    """
    context, _ = _request(text)
    return json.dumps(_conversation(run_check(context)))


def fix(text: str) -> str:
    """`{"settings", "forem", "code", "alternative"}` -> `{"changes": {field: value}}`.

    Unlike the report's, these values are the real ones.
    """
    context, request = _request(text)
    for finding in run_check(context).findings:
        if finding.code == request.get("code"):
            changes = finding.alternative if request.get("alternative") else finding.fix
            return json.dumps({"changes": changes or {}})
    return json.dumps({"changes": {}})


def judge(text: str) -> str:
    """`{"settings", "forem", "name", "hidden"}` -> `{"report", "conversation", "payload"}`.

    All that the page shows of some values, in one call: what `check`, `conversation` and `payload`
    answer. The payload is null without a name.
    """
    context, request = _request(text)
    report = run_check(context)
    answer = {
        "report": report.to_json(),
        "conversation": _conversation(report),
        "payload": _payload(context, request) if request.get("name") else None,
    }
    return json.dumps(answer)


def payload(text: str) -> str:
    """`{"settings", "forem", "name", "hidden"}` -> the payload.

    That is `{"text", "values", "filled", "error", "warning"}`. The values are what the text holds,
    by field; `filled` names the fields of those that no one entered. An error is `{"field",
    "message"}`, a warning a sentence. With `hidden` every secret is replaced, for showing; error
    and warning are the same as without.
    """
    context, request = _request(text)
    return json.dumps(_payload(context, request))


def link(text: str) -> str:
    """`{"settings", "forem"}` -> `{"fragment", "left_out": [field, …]}`."""
    context, _ = _request(text)
    return json.dumps({"fragment": fragment(context), "left_out": withheld(context)})


def support(text: str) -> str:
    """`{"settings", "forem", "site", "error"}` -> `{"text"}`, a report in Markdown.

    There is no secret in it. The error may be any text, or missing.
    """
    context, request = _request(text)
    site, error = (str(request.get(name) or "") for name in ("site", "error"))
    return json.dumps({"text": support_report(run_check(context), site, error)})


def explain(text: str) -> str:
    """`{"settings", "forem", "text"}` -> the explanation, and the provider's name."""
    context, request = _request(text)
    explanation = explain_for(str(request.get("text") or ""), run_check(context))
    provider = providers().get(explanation.provider or "")
    return json.dumps({**explanation.to_json(), "provider_name": provider and provider.name})


def read(text: str) -> str:
    """`{"text"}` -> what was read, as `ParseResult.to_json` has it, but with the real values.

    `shown` has the candidates as people may see them, but for passwords: with an escape in place of
    each character that could make one value look like another. `seen` has the settings in the same
    way, with every secret hidden, and so has each of `servers`. `error` has the lines with an error
    message, without settings.
    """
    result = read_text(str(json.loads(text).get("text") or ""))
    shown = {
        name: [visible(value) for value in values]
        for name, values in result.candidates.items()
        if name != "password"
    }
    shown |= {name: [visible(value)] for name, value in result.forem.items()}
    answer = result.to_json_with_secrets()
    answer |= {"shown": shown, "seen": _seen(result.secrets.shown), "error": result.error}
    for server, settings in zip(answer["servers"], result.shown_servers, strict=True):
        server["seen"] = _seen(settings)
    return json.dumps(answer)


def _seen(shown: Settings) -> dict[str, str]:
    """Settings as people may see them: with an escape for what can't be seen."""
    return {name: visible(value) for name, value in shown.given()}


def volume(text: str) -> str:
    """`{"values": {name: text}}` -> `{"problems": {name: sentence}, "state", "summary", "lines"}`.

    The names are `volume.FIELDS`, and `provider` for a provider's id. The lines are `volume.Line`.
    Until there are members, and while a problem remains, there are no lines, and the state is
    empty.
    """
    given = json.loads(text).get("values") or {}
    numbers, problems = read_numbers({name: str(value) for name, value in given.items()})
    if problems or "members" not in numbers:
        wanted = "Fix what is marked." if problems else "Start with the number of members."
        empty = {"problems": problems, "state": "", "summary": wanted, "lines": []}
        return json.dumps(empty)
    entered = set(numbers)
    limits = [numbers.pop(name, None) for name in ("day_limit", "month_limit")]
    found = lines(Traffic(**numbers), *limits)
    provider = providers().get(str(given.get("provider")))
    restricted = provider is not None and is_restricted(provider.quotas, *limits)
    state, summary = verdict(found, entered, restricted)
    shown = [_plain(line) for line in found]
    return json.dumps({"problems": {}, "state": state, "summary": summary, "lines": shown})


def _conversation(report: Report) -> dict[str, Any]:
    return {"steps": [_plain(step) for step in hold_conversation(report)]}


def _plain(record: Step | Line) -> dict[str, Any]:
    """The record as plain data. `dataclasses.asdict` would copy each value, which takes longer
    than the whole conversation."""
    return {name: getattr(record, name) for name in record.__slots__}


def _payload(context: Context, request: dict[str, Any]) -> dict[str, Any]:
    name = str(request.get("name"))
    hidden = bool(request.get("hidden"))
    try:
        written = write_payload(context, name, hidden=hidden)
    except PayloadError as error:
        problem = {"field": error.field, "message": str(error)}
        return {"text": None, "values": {}, "filled": [], "error": problem, "warning": None}
    return {
        "text": written,
        "values": payload_values(context.shown_payload if hidden else context.payload),
        "filled": list(context.filled_in),
        "error": None,
        "warning": warning(context, name),
    }


def _request(text: str) -> tuple[Context, dict[str, Any]]:
    request = json.loads(text)
    values = request.get("settings") or {}
    settings = Settings(**{name: str(values[name]) for name in FIELDS if values.get(name)})
    return Context.of(settings, Instance.from_mapping(request.get("forem") or {})), request
