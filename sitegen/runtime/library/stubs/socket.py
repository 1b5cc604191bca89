"""Replaces the module of sockets with what asyncio.events names: there are none in a browser."""

AF_UNSPEC = 0
AI_PASSIVE = 1
