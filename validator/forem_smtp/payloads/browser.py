"""`browser`: a script for the console of a Super Admin's browser, which saves as the panel does."""

from __future__ import annotations

import json

from ..settings import FOREM_FIELDS, Settings
from .format import Payload, settings_from, values

_HEAD = """\
// Saves SMTP settings in Forem, as its admin panel does.
(async () => {
  const values = """
# No other site may get the password, so nothing is sent from any page but Forem's own panel.
_TAIL = """;
  const panel = "/admin/customization/config";
  const again = `Sign in as a Super Admin, open ${panel} in your Forem, and paste this there.`;
  const failed = (why) => console.error(`Not saved. ${why}`);
  if (!location.pathname.startsWith(panel)) return failed(`This page is not the panel. ${again}`);
  const token = document.querySelector("meta[name=csrf-token]")?.content;
  if (!token) return failed(`This page has no CSRF token. ${again}`);
  let answer;
  try {
    answer = await fetch("/admin/settings/smtp_settings", {
      method: "POST",
      credentials: "same-origin",
      redirect: "manual",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        "X-CSRF-Token": token,
      },
      body: JSON.stringify({ settings_smtp: values }),
    });
  } catch {
    return failed("Forem did not answer. Load the page again and see what is stored.");
  }
  const { message, error, status } = await answer.json().catch(() => ({}));
  if (answer.ok && message) return console.log(`Saved. Forem says: ${message}`);
  // With a status, the error is not of Forem's settings but of Rails: a forged request, say.
  if (error && !status) {
    return failed(`Forem says: ${error} The other values may be saved all the same.`);
  }
  if (answer.type === "opaqueredirect") {
    return failed(
      "Forem sent you to another page. Either you are not signed in as a Super Admin any more, " +
        "or this is the 2021 edition, where only the panel and the Rails runner work.",
    );
  }
  failed(`The server answered with status ${answer.status}. ${again}`);
})();
"""


def write(settings: Settings) -> str:
    """The settings as a script. Every value can be written."""
    # Only ASCII, and no <: nothing can end a line, a script element or a string before its end.
    body = json.dumps(values(settings), indent=2).replace("<", "\\u003c")
    return _HEAD + body.replace("\n", "\n  ") + _TAIL


def read(text: str) -> Settings:
    """The settings in such a script. Raises `ValueError` for anything else."""
    head, found, rest = text.partition("  const values = ")
    if not found or head + found != _HEAD:
        raise ValueError("This is not the script that the checker writes.")
    body, _ = json.JSONDecoder().raw_decode(rest)
    if not isinstance(body, dict):
        raise ValueError("This script holds no values.")
    return settings_from(
        {name: str(body[name]) for name in FOREM_FIELDS if body.get(name) is not None}
    )


PAYLOAD = Payload(
    name="browser",
    title="Script for the browser's console",
    group="forem",
    when="The quickest, if you're signed in to your Forem as a Super Admin.",
    filename="forem-smtp.js",
    command="https://YOUR-FOREM/admin/customization/config",
    note="Open that page, signed in as a Super Admin. Open the developer tools (F12) "
    "and the console in them, and paste the script. The browser may first ask whether you allow "
    "pasting. It prints Saved, or Not saved with the reason. Then restart Forem's worker "
    "(Sidekiq): until then it may still use the old settings. The console keeps what you paste, "
    "including the password, in its history: clear that afterward. Not for the 2021 edition.",
    write=write,
    read=read,
)
