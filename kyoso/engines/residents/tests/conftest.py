from pathlib import Path

import pytest

from kyoso.engines.residents import testing


@pytest.fixture
def written(tmp_path):
    """Return a function that writes rows to a file and gives its path."""

    def write(*rows, layout="juki", name="file.csv") -> Path:
        return testing.write(tmp_path / name, rows, layout)

    return write
