"""Hypothesis strategies: values as people type or paste them."""

from hypothesis import strategies as st

from forem_smtp import Instance, Settings
from forem_smtp.hosting import hosting
from forem_smtp.providers import provider_by_host
from forem_smtp.rules import RULES
from forem_smtp.settings import FIELDS

KNOWN = sorted(
    {
        value
        for rule in RULES
        for example in (*rule.caught, *rule.passed)
        for _, value in example.settings.given()
    }
    | set(provider_by_host())
)

anything = st.text()
pasted = st.builds(
    lambda before, value, after: before + value + after,
    st.sampled_from(["", " ", '"', "\u200b", "smtp://", "http://", "a@", "imap."]),
    st.sampled_from(KNOWN),
    st.sampled_from(["", " ", '"', "\n", "\u00a0", ":587", "/x", "."]),
)
values = st.one_of(st.none(), anything, pasted, st.sampled_from(KNOWN))
settings = st.builds(Settings, **dict.fromkeys(FIELDS, values))
forems = st.builds(
    Instance,
    edition=st.sampled_from(["2021", "current"]),
    sendgrid_api_key=st.booleans(),
    hosting=st.one_of(st.none(), anything, st.sampled_from(sorted(hosting()))),
    app_domain=values,
    community_name=values,
)
# Every printable ASCII character, and then all of Unicode that a text file can hold.
secrets = st.one_of(
    st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1),
    st.text(st.sampled_from("ab'\"\\$#{}()`%nr &;=!~é\u2028"), min_size=1),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1),
)
