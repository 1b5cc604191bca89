"""Replaces asyncio's public part, without what Pyodide's loop can't have: sockets, and so on.

The modules that it names are Python's own.
"""

from importlib import import_module
from typing import Any

PARTS = ("coroutines", "events", "exceptions", "futures", "queues", "tasks", "timeouts")

for part in PARTS:
    module = import_module(f"asyncio.{part}")
    globals().update({name: getattr(module, name) for name in module.__all__})

DefaultEventLoopPolicy: Any = import_module("asyncio.events")._BaseDefaultEventLoopPolicy


def run(main: Any, *, debug: Any = None, loop_factory: Any = None) -> Any:
    """The function that Pyodide wraps with its own. In a worker, the loop is always running."""
    raise RuntimeError("asyncio.run() needs a loop of its own")
