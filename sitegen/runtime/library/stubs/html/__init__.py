"""Replaces html without its table of entities; PyScript only needs `escape`."""


def escape(text: str, quote: bool = True) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace('"', "&quot;").replace("'", "&#x27;") if quote else escaped
