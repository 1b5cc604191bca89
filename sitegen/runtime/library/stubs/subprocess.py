"""Replaces the module of processes with what asyncio.events names: there are none in a browser."""

PIPE = -1
