"""Measures the engine in this Python: its import, and its checks.

Run it with `python -m tools.benchmarks.engine`.

- Import: the wall time of a fresh interpreter that imports the engine, minus that of one that does
  nothing. The three kinds of interpreter take turns. A busy machine affects processor time the
  least.
- Check: every example of every rule, both those it catches and those it lets pass, several times in
  turn. The result of each example is its median.
- Reading: each sample of the tests, and a megabyte of it, several times in turn.
"""

from __future__ import annotations

import os
import subprocess
import sys
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import perf_counter

from forem_smtp import RULES, check, read
from forem_smtp.rules import Example
from tools.benchmarks.table import machine, met, table
from tools.pasted_texts import SAMPLES

STARTS = 25
ROUNDS = 15
READ_ROUNDS = 5
IMPORT_GOAL = 40.0  # milliseconds
CHECK_GOAL = 0.2  # milliseconds
MEGABYTE_GOAL = 100.0  # milliseconds
MEGABYTE = 1 << 20

# An installed package has .pyc files, so this one gets them too, even if they're switched off.
ENVIRONMENT = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
BARE = "pass"
ENGINE = "import forem_smtp"
PROVIDERS = "import forem_smtp; forem_smtp.providers()"
FIRST_CHECK = """
from time import perf_counter
from forem_smtp import Settings, check
start = perf_counter()
check(Settings(address="smtp.sendgrid.net", port="587", user_name="apikey"))
print((perf_counter() - start) * 1000)
"""


def run(program: str) -> tuple[float, float, str]:
    """Return a fresh interpreter's wall time and processor time in milliseconds, and its output."""
    command = [sys.executable, "-c", program]
    used, start = processor(), perf_counter()
    done = subprocess.run(command, env=ENVIRONMENT, stdout=subprocess.PIPE, check=True)
    return (perf_counter() - start) * 1000, (processor() - used) * 1000, done.stdout.decode()


def processor() -> float:
    """Return the processor time, in seconds, of all child processes that have ended."""
    usage = getrusage(RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def starts() -> dict[str, tuple[float, float]]:
    """Return the median wall time and processor time by program."""
    programs = [BARE, ENGINE, PROVIDERS]
    for program in programs:
        run(program)  # writes the .pyc files, if there are none yet
    rounds = [{program: run(program) for program in programs} for _ in range(STARTS)]
    return {
        program: (
            median(times[program][0] for times in rounds),
            median(times[program][1] for times in rounds),
        )
        for program in programs
    }


def checks() -> dict[str, float]:
    """Return the median time of one check in milliseconds, by example."""
    examples = {
        f"{rule.code}, {kind} {number}": example
        for rule in RULES
        for kind, list_of in (("caught", rule.caught), ("passed", rule.passed))
        for number, example in enumerate(list_of, 1)
    }
    rounds = [{name: timed(each) for name, each in examples.items()} for _ in range(ROUNDS)]
    return {name: median(times[name] for times in rounds) for name in examples}


def timed(example: Example) -> float:
    start = perf_counter()
    check(example.settings, example.instance)
    return (perf_counter() - start) * 1000


def readings(size: int = 0) -> dict[str, float]:
    """Return the median time to read each sample, repeated up to `size`, in milliseconds."""
    texts = {
        f"{sample.format}, sample {number}": (sample.text * (size // len(sample.text) + 1))
        for number, sample in enumerate(SAMPLES, 1)
    }
    rounds = [{name: read_in(text) for name, text in texts.items()} for _ in range(READ_ROUNDS)]
    return {name: median(times[name] for times in rounds) for name in texts}


def read_in(text: str) -> float:
    start = perf_counter()
    read(text)
    return (perf_counter() - start) * 1000


def main() -> None:
    print(f"Engine, Python {sys.version.split()[0]}, {machine()}")
    (bare, bare_alone), (engine, engine_alone), (providers, _) = starts().values()
    first = median(float(run(FIRST_CHECK)[2]) for _ in range(STARTS))
    times = checks()
    one = median(times.values())
    slowest = max(times, key=times.__getitem__)
    short, long = readings(), readings(MEGABYTE)
    longest = max(long, key=long.__getitem__)
    rows = [
        ("import", engine - bare, "40 ms", met(engine - bare, IMPORT_GOAL)),
        ("import, processor time alone", engine_alone - bare_alone, "", ""),
        ("import and the providers' tables", providers - bare, "", ""),
        ("first check, which reads these tables", first, "", ""),
        (f"one check, of {len(times)}", one, "0.2 ms", met(one, CHECK_GOAL)),
        (f"slowest: {slowest}", times[slowest], "", ""),
        (f"one reading, of {len(short)}", median(short.values()), "", ""),
        ("reading a megabyte", median(long.values()), "", ""),
        (f"slowest: {longest}", long[longest], "100 ms", met(long[longest], MEGABYTE_GOAL)),
    ]
    cells = [(name, f"{time:.3f} ms", goal, verdict) for name, time, goal, verdict in rows]
    print(table(("median of", "time", "at most", ""), cells))
    print(f"{1000 / one:.0f} checks per second. A bare interpreter takes {bare:.1f} ms.")


if __name__ == "__main__":
    main()
