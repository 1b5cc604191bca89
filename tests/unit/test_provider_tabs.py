"""Where the checker's link to a provider's page leads."""

from __future__ import annotations

from forem_smtp.presets import presets
from forem_smtp.providers import providers
from sitegen.generate.checker import tab


def test_only_hosts_behind_the_first_have_a_tab_to_open() -> None:
    tabs = {
        preset.settings.address: tab(preset, providers()[preset.provider]) for preset in presets()
    }
    assert tabs["smtp.ionos.co.uk"] == 3
    assert tabs["smtp.ionos.com"] == 0
    assert tabs["smtp-relay.brevo.com"] == 0
