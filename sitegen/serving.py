"""Whether this is `mkdocs serve`.

MkDocs tells it once, and the hooks are loaded anew at each build. This module is not: it remembers.
"""

now = False
