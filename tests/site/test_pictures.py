"""The guide's pictures: their places, their accessibility, and their agreement with the engine."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from bs4 import Tag

from forem_smtp import Finding, Instance, Settings, Severity, check
from forem_smtp.conversation import conversation
from forem_smtp.hosting import hosting
from forem_smtp.rules.samples import OWN, SENDGRID
from tests.site.site import Site, text

TEMPLATES = Path(__file__).parents[2] / "sitegen/templates/pictures"

PLACES = {
    "The layers, and what each may use": "contributing/architecture/#architecture",
    "All steps": "start-here/#start-here",
    "Where the padlock closes": "smtp-settings/#encryption",
    "Which port to enter": "smtp-settings/#port",
    "The moment of submitting, and who gets back in": "submitting/#who-is-logged-out",
    "What is checked when email from Forem arrives": "domain-authentication/#what-is-checked",
}
FEWEST_DRAWINGS = {"All steps": 3, "The layers, and what each may use": 4}
"""Of a picture whose boxes are borders, and whose steps are numbers."""
LARGEST = 6_500
"""Bytes of a picture in a page."""
STARTTLS = OWN.replaced({"encryption": "starttls"})
IMPLICIT = OWN.replaced({"port": "465", "encryption": "implicit"})

every_picture = pytest.mark.parametrize("title", PLACES)

# The ports that a provider's page may list, by branch of the picture, and the resulting settings.
NAMED = {
    "starttls": [STARTTLS, SENDGRID],
    "other": [STARTTLS.replaced({"port": port}) for port in ("2525", "2587", "8025")],
    "implicit": [IMPLICIT, IMPLICIT.replaced({"port": "2465"})],
    "relay": [STARTTLS.replaced({"port": "25"})],
    "reading": [OWN.replaced({"port": port}) for port in ("993", "995", "143", "110")],
    "missing": [Settings(**{**dict(STARTTLS.given()), "port": None})],
}


@cache
def pictures(site: Site) -> dict[str, Tag]:
    """Return all pictures of the site by title."""
    found = [one for page in site.pages.values() for one in page.select("figure.picture")]
    return {text(title): one for one in found for title in one.select("figcaption")}


def picture(site: Site, anchor: str) -> Tag:
    """Return the picture in the section with this anchor."""
    titles = [title for title, place in PLACES.items() if place.endswith(f"#{anchor}")]
    return pictures(site)[titles[0]]


def branch(site: Site, anchor: str, case: str) -> Tag:
    found = picture(site, anchor).select(f"[data-case={case}]")
    assert len(found) == 1
    return found[0]


def codes(part: Tag) -> set[str]:
    """Return the findings that a part of a picture links to."""
    links = [str(link["href"]) for link in part.select("a[href]")]
    return {found[1] for link in links if (found := re.search(r"findings/(\w+)/", link))}


def problem_codes(settings: Settings, forem: Instance | None = None) -> dict[str, Finding]:
    found = check(settings, forem or Instance()).findings
    return {one.code: one for one in found if one.severity is not Severity.ADVICE}


def shown_ports(part: Tag) -> list[str]:
    """Return the ports that a branch shows in Forem's field."""
    return [text(value) for value in part.select(".picture-field b")]


def test_pictures_are_in_their_sections(site: Site) -> None:
    found = {}
    for address, page in site.pages.items():
        for one in page.select("figure.picture"):
            heading = one.find_previous(re.compile("^h[1-6]$"), id=True)
            assert isinstance(heading, Tag)
            found[text(one.select("figcaption")[0])] = f"{address}#{heading['id']}"
    assert found == PLACES
    assert len(found) == len([path for path in TEMPLATES.iterdir() if "parts" not in path.name])
    assert site.pages.containing("<!-- picture") == []


@every_picture
def test_pictures_are_text_with_decorative_drawings(site: Site, title: str) -> None:
    one = pictures(site)[title]
    assert len(text(one)) > 300
    drawings = one.select("svg:not(svg svg)")
    assert len(drawings) >= FEWEST_DRAWINGS.get(title, 10)
    assert {drawing.get("aria-hidden") for drawing in drawings} == {"true"}
    assert not [drawing for drawing in drawings if text(drawing)]
    # What a symbol or a padlock shows is also stated in words.
    for sign in one.select(".picture-sign"):
        following = sign.find_next_sibling()
        assert isinstance(following, Tag) and following.find("b") is not None
    for row in one.select("li[data-lock]"):
        word = {"open": "unencrypted", "closed": "encrypted"}[str(row["data-lock"])]
        assert re.match(rf"[\w ]+, {word}: ", text(row))
        assert (
            len(row.select(".picture-lock path")) == {"open": 1, "closed": 2}[str(row["data-lock"])]
        )


@every_picture
def test_pictures_have_no_inline_styles(site: Site, title: str) -> None:
    one = pictures(site)[title]
    assert not one.select("style, script, img, use, [style], [fill], [stroke], [color], [id]")
    attributes = {name for tag in one.find_all(True) for name in tag.attrs}
    assert not [name for name in attributes if name.startswith("on")]


@every_picture
def test_pictures_are_small(site: Site, title: str) -> None:
    assert len(str(pictures(site)[title]).encode()) < LARGEST


def test_the_branches_of_the_first_question(site: Site) -> None:
    cases = [str(one["data-case"]) for one in picture(site, "port").select("[data-case]")]
    assert cases == [*NAMED, "let-out", "way-round", "blocked"]


@pytest.mark.parametrize("case", NAMED)
def test_branches_agree_with_the_checker(site: Site, case: str) -> None:
    part = branch(site, "port", case)
    is_right = part.select_one(".picture-yes") is not None
    for settings in NAMED[case]:
        found = problem_codes(settings)
        assert set(found) == codes(part)
        assert is_right == (not found)
        for finding in found.values():
            assert finding.fix is not None
            # The port of the fix is in the picture, or the port is for another program.
            assert finding.fix["port"] in text(part) or case == "reading"


def test_ports_in_the_picture_are_ready(site: Site) -> None:
    ports = shown_ports(picture(site, "port"))
    assert ports == ["587", "2525", "587", "2525"]
    for port in ports:
        forem = Instance(hosting="other")
        assert check(STARTTLS.replaced({"port": port}), forem).verdict == "ready"


def test_blocked_ports_in_the_picture(site: Site) -> None:
    way_round = branch(site, "port", "way-round")
    company = hosting()["digitalocean"]
    *first, last = map(str, company.blocked)
    assert f"block {', '.join(first)} and {last}, and leave 2525 open" in text(way_round)
    assert 2525 in company.open
    forem = Instance(hosting=company.id)
    assert set(problem_codes(SENDGRID, forem)) == codes(way_round) == {"PORT13"}
    [port] = shown_ports(way_round)
    assert problem_codes(SENDGRID.replaced({"port": port}), forem) == {}
    # Some companies block both; then the last branch applies.
    railway = Instance(hosting="railway")
    assert {
        port
        for port in ("587", "2525")
        if problem_codes(STARTTLS.replaced({"port": port}), railway)
    }
    assert not shown_ports(branch(site, "port", "blocked"))
    assert problem_codes(SENDGRID, Instance()) == {} and branch(site, "port", "let-out").select(
        ".picture-yes"
    )


def test_conversations_agree_with_the_engine(site: Site) -> None:
    starttls, implicit = picture(site, "encryption").select("section")
    steps = {str(step.id): step for step in conversation(check(STARTTLS))}
    rows = starttls.select("li[data-lock]")
    # The third step, the server's offer, isn't a separate step in the engine.
    for row, name in zip(
        rows[:2] + rows[3:], ["greeting", "ehlo", "starttls", "auth", "message"], strict=True
    ):
        step = steps[name]
        assert row["data-lock"] == step.lock
        assert text(row).startswith({"forem": "Forem, ", "server": "Mail server, "}[step.sender])
        assert row["class"] == [{"forem": "picture-right", "server": "picture-left"}[step.sender]]
    locks = [row["data-lock"] for row in rows]
    turn = starttls.select_one(".picture-turn")
    assert turn is not None
    assert len(turn.find_previous_siblings("li")) == locks.index("closed") == locks.count("open")

    assert {row["data-lock"] for row in implicit.select("li[data-lock]")} == {"closed"}
    assert implicit.select_one("li:first-child.picture-turn")
    stops = next(step for step in conversation(check(IMPLICIT)) if step.state == "fails")
    assert stops.id == "greeting" and {stops.code} == codes(implicit)
    waiting = [text(row) for row in implicit.select(".picture-waits")]
    assert waiting == ["Forem waits for the greeting", "The mail server waits for TLS"]


def test_without_starttls_no_padlock_is_closed(site: Site) -> None:
    starttls = picture(site, "encryption").select("section")[0]
    unencrypted = OWN.replaced({"encryption": "none"})
    assert codes(starttls) == {"PORT09"} <= set(problem_codes(unencrypted))
    assert {step.lock for step in conversation(check(unencrypted))} == {"open"}


@pytest.mark.parametrize("name", ["address", "user_name", "password"])
def test_mail_is_off_while_a_required_value_is_missing(site: Site, name: str) -> None:
    link = picture(site, "who-is-logged-out").select_one('a[href$="#what-they-are-for"]')
    assert link is not None and "three" in text(link)
    [step] = conversation(check(Settings(**{**dict(OWN.given()), name: None})))
    assert (step.id, step.state) == ("start", "fails")
    assert "mail off" in step.text


@pytest.mark.parametrize(
    ("case", "who", "sign", "outcome"),
    [
        ("first-user", "First User, user ID 1", "yes", "Gets in, if its address is confirmed"),
        ("confirmed", "with a confirmed address", "yes", "Stays in"),
        ("unconfirmed", "member without one", "ask", "Must request the confirmation email"),
        ("mail-works", "the email arrives", "yes", "Gets in"),
        ("mail-fails", "no mail arrives", "no", "Locked out"),
    ],
)
def test_who_can_sign_in_again(site: Site, case: str, who: str, sign: str, outcome: str) -> None:
    part = branch(site, "who-is-logged-out", case)
    assert part.dt is not None and part.dd is not None
    assert who in text(part.dt)
    assert text(part.dd).startswith(outcome)
    assert len(part.select(f".picture-{sign}")) == 1
    leads = [str(link["href"]) for link in part.select("a")]
    wanted = {"first-user": ["#first-user-exempt"], "mail-fails": ["../locked-out/#locked-out"]}
    assert leads == wanted.get(case, [])


@pytest.mark.parametrize(
    ("case", "sign", "result"),
    [("aligned", "yes", "pass"), ("elsewhere", "no", "fail"), ("neither", "no", "fail")],
)
def test_dmarc_results(site: Site, case: str, sign: str, result: str) -> None:
    """`tests/system/dns` verifies that these results are true."""
    part = branch(site, "what-is-checked", case)
    assert len(part.select(f".picture-{sign}")) == 1
    assert text(part).count(f"dmarc={result}") == text(part).count("dmarc=") == 1


def test_looked_up_records_are_those_to_enter(site: Site) -> None:
    one = picture(site, "what-is-checked")
    asked = re.findall(r"Looks up ([\w.]+):", text(one))
    table = site.pages["domain-authentication/"].find(id="what-to-enter")
    assert isinstance(table, Tag)
    rows = table.find_next("table")
    assert isinstance(rows, Tag)
    assert asked == [text(row.select("td")[2]) for row in rows.select("tbody tr")]
