"""Replaces socket with the names that asyncio.events uses; a browser has no sockets."""

AF_UNSPEC = 0
AI_PASSIVE = 1
