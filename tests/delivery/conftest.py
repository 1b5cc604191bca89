import pytest

from tests.delivery import matrix


@pytest.fixture(scope="session")
def results() -> list[matrix.Result]:
    return matrix.run()
