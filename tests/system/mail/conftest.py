import pytest

from tests.system.mail import matrix


@pytest.fixture(scope="session")
def results() -> list[matrix.Result]:
    return matrix.run()
