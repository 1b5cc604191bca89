"""Lets Material fetch and read its search index when somebody goes to the search, and not before.

Left to itself, Material does so on every page, and keeps a processor busy with it for as long as
Python takes to start.
"""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

# In Material's script, where it waits for the search to be opened only if the page is a file:
# of(location.protocol !== "file:"), watchToggle("search")).pipe(first(…), switchMap(() => index$))
READ = re.compile(
    r'([\w$]+)(\()location\.protocol!=="file:"'
    r'(\),\w+\("search"\)\)\.pipe\(\w+\(\w=>\w\),)(\w+)(\(\(\)=>)'
)
# combineLatest([index$, location$.pipe(…, filter(url => !!url.searchParams.get("h")))])
# It marks what was searched for in the page, and needs the index only where there is such an "h".
MARK = re.compile(
    r'(\w+)\(\[(\w),(\w\.pipe\(\w+\(\w+\(\)\),\w+\((\w)=>!!\4\.searchParams\.get\("h"\)\))\)\]\)'
)


def on_post_build(config: MkDocsConfig) -> None:
    """Change Material's script at these two places."""
    for script in Path(config.site_dir, "assets/javascripts").glob("bundle.*.min.js"):
        text = script.read_text(encoding="utf-8")
        found = READ.search(text)
        text, read = READ.subn(r"\1\2!1\3\4\5", text)
        if read != 1 or found is None:
            raise PluginError(f"{script.name}: reads the search index {read} times, not once")
        of, switch_map = found[1], found[4]
        text, marked = MARK.subn(rf"\3,{switch_map}(one=>\1([\2,{of}(one)])))", text)
        if marked != 1:
            raise PluginError(f"{script.name}: marks what was found {marked} times, not once")
        script.write_text(text, encoding="utf-8")
