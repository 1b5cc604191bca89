"""Whatever people paste, each value is either read exactly or reported as not read."""

from __future__ import annotations

import json
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from forem_smtp import read
from tests.unit.parsing import generator

# 1,000 texts in `make check`, 20,000 and more in `make test-all`.
BATCH = 20 if settings().max_examples <= 50 else 100


def problem(sample: generator.Text) -> str | None:
    """Return what is wrong with the result of reading a text, or `None`."""
    result = read(sample.text)
    values = dict(result.settings.given())
    extra = {"encryption", "reply_to_email_address"}
    for name, value in values.items():
        if value != sample.values.get(name) and name not in extra:
            return f"wrong {name}: {value!r}"
    missing = sample.values.keys() - values.keys()
    if missing and not (result.unused or result.reason):
        return f"not read and not reported:  {missing}"
    shown = json.dumps(result.to_json()) + str(result.reason) + repr(result)
    return "the password is shown" if sample.values["password"] in shown else None


@given(st.integers(0, 2**48))
def test_each_value_is_read_exactly_or_reported(seed: int) -> None:
    random = Random(seed)
    for _ in range(BATCH):
        sample = generator.text(random)
        assert problem(sample) is None, (problem(sample), sample)


def test_almost_every_value_is_read() -> None:
    random = Random(1)
    texts = [generator.text(random) for _ in range(1_000)]
    values = [
        read(sample.text).settings.replaced({}).__dict__.get(name) == value
        for sample in texts
        for name, value in sample.values.items()
    ]
    assert sum(values) > 0.97 * len(values)
