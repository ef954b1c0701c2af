"""What every test may use."""

import hypothesis
import pytest
from fakes.loopback_only import forbid_the_rest

forbid_the_rest()  # for the whole session: no test can reach a real AWS

hypothesis.settings.register_profile(
    "muster",
    deadline=None,  # a busy machine is no failure
    max_examples=60,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("muster")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite golden files instead of comparing them; read the difference",
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest):
    """Compare a text with a golden file, or rewrite the file under `--update-golden`."""

    def compare(text: str, path) -> None:
        if request.config.getoption("--update-golden"):
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"{path} is missing: run `make golden`"
        assert text == path.read_text(encoding="utf-8")

    return compare
