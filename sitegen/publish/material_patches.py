"""Changes to Material's own files after the build, each with its reason.

A change that no longer fits, or fits in more than one place, stops the build. Then check whether
the new version of Material still needs it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from sitegen.errors import SiteError

SCRIPT = "assets/javascripts/bundle.*.min.js"
SEARCH = "assets/javascripts/workers/search.*.min.js"
PAGES = "**/*.html"


class Patch(NamedTuple):
    """One change: which files of the site, what to find (exactly once in each), what to put in its
    place, and why.
    """

    files: str
    pattern: re.Pattern[str]
    replacement: str
    why: str


PATCHES = (
    Patch(
        PAGES,
        re.compile('data-md-component="search" role="dialog"'),
        r'\g<0> aria-label="Search"',
        'Screen readers announce a dialog without a name as nothing but "dialog".',
    ),
    Patch(
        SCRIPT,
        re.compile(re.escape('"nav",{class:"md-code__nav"}')),
        '"div",{class:"md-code__nav"}',
        'The copy button of each code block would be one more landmark called "navigation".',
    ),
    Patch(
        SCRIPT,
        # new URL(loc.textContent), base)
        re.compile(r"new URL\((\w+)\.textContent\),(\w+)\)"),
        r"new URL(\1.textContent,\2),\2)",
        "Material loads a page without a full reload only if sitemap.xml has its absolute address."
        " A site that works in any folder has relative ones there, so they start from its base.",
    ),
    Patch(
        SCRIPT,
        re.compile(re.escape('"link[rel=alternate]"')),
        '"link[rel=alternate][hreflang]"',
        "Material takes each alternate for the site in another language, and asks for its sitemap."
        " Here it is the same page as Markdown.",
    ),
    Patch(
        SCRIPT,
        # viewport$.pipe(…).subscribe(({ offset }) => { history.replaceState(offset, "") })
        re.compile(r'subscribe\(\(\{offset:(\w)\}\)=>\{(history\.replaceState\(\1,""\))\}\)'),
        r"subscribe(({offset:\1})=>{history.state&&\2})",
        "If someone scrolled while the next page loaded, Material kept that position for the page,"
        " which then opened somewhere in the middle, not at its top or at the link's section.",
    ),
    Patch(
        SCRIPT,
        # … setLocationHash(url.hash), history.scrollRestoration = "manual")
        re.compile(r'(auto",\w+\((\w)\.hash\),history\.scrollRestoration="manual"\))\}'),
        r'\1,history.replaceState({x:scrollX,y:scrollY},"")}',
        "Once the page is shown, its position is kept again, so that Back and Forward find it.",
    ),
    Patch(
        SCRIPT,
        # of(location.protocol !== "file:"), watchToggle("search")).pipe(first(…), switchMap(…))
        # becomes of(!1), …, and later
        # combineLatest([index$, location$.pipe(…, filter(url => !!url.searchParams.get("h")))])
        # becomes location$.pipe(…), switchMap(url => combineLatest([index$, of(url)])).
        re.compile(
            r'(?s)([\w$]+)(\()location\.protocol!=="file:"'
            r'(\),\w+\("search"\)\)\.pipe\(\w+\(\w=>\w\),)(\w+)(\(\(\)=>.*?)'
            r"(\w+)\(\[(\w),"
            r'(\w\.pipe\(\w+\(\w+\(\)\),\w+\((\w)=>!!\9\.searchParams\.get\("h"\)\))\)\]\)'
        ),
        r"\1\2!1\3\4\5\8,\4(one=>\6([\7,\1(one)])))",
        "Material fetches and reads the search index on every page, which keeps a processor busy"
        " for as long as Python takes to start. It's needed only when someone opens the search, or"
        " on a page that highlights the words that were searched for (`?h=`).",
    ),
    Patch(
        SCRIPT,
        # document.body.setAttribute("data-md-color-switching", "")
        re.compile(
            r'if\((document\.body\.)set(Attribute\("data-md-color-)(switching",""\)),(?=(\w)\.color\.media)'
        ),
        r'if(\1get\2scheme")!==\4.color.scheme&&\1set\2\3,',
        "Material suspends all transitions while it sets the colors, on every page it opens, though"
        " they are set already. That is one more style of every element, twice.",
    ),
    Patch(
        SCRIPT,
        # meta.content = style.colorScheme, style.backgroundColor
        re.compile(r"return ((\w)\.content=(\w)\.colorScheme),"),
        r'return(\2.content||\3.colorScheme!=="light")&&(\1,\2.isConnected||document.head.append(\2)),',
        "Saying that a page is light, which pages are, makes Chromium style every element again.",
    ),
    Patch(
        SCRIPT,
        # meta = h("meta", { name: "color-scheme" }); document.head.appendChild(meta)
        re.compile(r'(\w=\w\("meta",\{name:"color-scheme"\}\);)document\.head\.appendChild\(\w\);'),
        r"\1",
        "The element alone, even without content, makes Chromium style every element again. The"
        " patch above adds it when a page is dark.",
    ),
    Patch(
        SCRIPT,
        re.compile(
            r'document\.documentElement\.classList\.add\("js-focus-visible"\),'
            r'document\.documentElement\.setAttribute\("data-js-focus-visible",""\)'
        ),
        "0",
        "Chromium styles every element again for this mark at the root, which no style of Material"
        " or of the site looks for.",
    ),
    Patch(
        SEARCH,
        # terms.map(term => /(^[+-]|[~^]\d+$)/.test(term) ? term : `${term}*`)
        re.compile(r"(/\(\^\[\+-\]\|\[~\^\]\\d\+\$\)/\.test\((\w)\))(?=\?\2:)"),
        r"\1||/^(e?mails?|names?)$/i.test(\2)||!lunr.stopWordFilter(\2.toLowerCase())",
        "Material takes what people type for the beginnings of words. In a question that finds"
        ' everything: "do" begins "domain" and "Docker", "I" begins "import", and "mail" begins'
        " the names of many providers.",
    ),
    Patch(
        SEARCH,
        # terms.map(term => … `${term}*`).join(" ")
        re.compile(r'(?<=\*`\))\.join\(" "\)'),
        r'.map(it=>it.replace(/^(?:\\S+?[.-])?(\\w+\\.(?:com?\\.)?[a-z]{2,})\\*$/i,"$& .$1"))\g<0>',
        "Whoever searches for a host wants its provider's page, which has the domain after a period"
        " among its words. The host itself is on many pages, and a hyphen in it separates words.",
    ),
)


def apply(site: Path) -> None:
    """Apply all patches to a built site. Raises SiteError for one that doesn't fit."""
    for patch in PATCHES:
        for path in site.glob(patch.files):
            text, found = patch.pattern.subn(patch.replacement, path.read_text(encoding="utf-8"))
            if found != 1:
                raise SiteError(
                    f"{path.relative_to(site)}: {patch.pattern.pattern} is there {found} times, not"
                    f" once. It was changed because: {patch.why}"
                )
            path.write_text(text, encoding="utf-8")
