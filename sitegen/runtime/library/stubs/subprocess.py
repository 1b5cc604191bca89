"""Replaces subprocess with the names that asyncio.events uses; a browser has no processes."""

PIPE = -1
