"""Texts that would do harm if they were interpreted as anything but text."""

HOSTILE = [
    "\"><img src=x onerror=alert(1)>'${}",
    "<script>alert(1)</script>",
    "</textarea></pre></code><svg onload=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>{{7*7}}`${alert(1)}`",
    "'-alert(1)-'&lt;b&gt;%3Cimg%3E\\x3cimg\\x3e #{alert} $(alert) \\",
]
FOREIGN = "[src='x'], [onerror], [onload], iframe, script, b, textarea:not([id])"
"""Elements and attributes that hostile texts would create; the checker itself has none of them."""
