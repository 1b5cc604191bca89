"""The checker's form."""

from __future__ import annotations

from forem_smtp.hosting import hosting
from forem_smtp.payloads import PAYLOADS
from forem_smtp.presets import GROUPS, Preset, presets
from forem_smtp.settings import FOREM_FIELDS, LABELS, MECHANISMS, SENDER_FIELDS
from sitegen.context import PageContext
from sitegen.generate.checklist import checklist
from sitegen.templating import fill_checker


def form(page: PageContext) -> str:
    """Return the form as HTML.

    The fields have an address, such as `checker/#port`, only on the checker's own page. On other
    pages, a heading could have that address.
    """
    return fill_checker(
        "checker.html.j2",
        root=page.root,
        addressed=page.url == "checker/",
        mechanisms=MECHANISMS,
        fields=[{"name": name, "label": LABELS[name]} for name in FOREM_FIELDS],
        senders=SENDER_FIELDS,
        groups=[
            (name, [choice(preset) for preset in presets() if preset.group == name])
            for name in GROUPS.values()
        ],
        companies=[{"id": company.id, "name": company.name} for company in hosting().values()],
        payloads=PAYLOADS.values(),
        checklist=checklist(),
    )


def choice(preset: Preset) -> dict[str, object]:
    """Return what the form's list of providers needs to know about a preset."""
    return {"id": preset.id, "label": preset.label, "values": dict(preset.settings.given())}
