"""Replaces the module that knows all entities, because PyScript only escapes."""


def escape(text: str, quote: bool = True) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace('"', "&quot;").replace("'", "&#x27;") if quote else escaped
