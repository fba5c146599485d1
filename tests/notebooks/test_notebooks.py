"""The notebooks show what they give on the samples."""

from pathlib import Path

import pytest

pytest.importorskip("nbclient", reason="make site installs it")

import nbformat

from pipelines.cli import main
from tests.notebooks import NOTEBOOKS, execute, outputs, picture

SAMPLES = NOTEBOOKS.parent / "samples"
BOOKS = sorted(NOTEBOOKS.glob("*.ipynb"))


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the warehouse of the samples where the notebooks look for it, and a folder for them."""
    root = tmp_path_factory.mktemp("books")
    (root / "notebooks").mkdir()
    warehouse = root / "data" / "samples" / "news.duckdb"
    assert main(["run", "--quiet", "--raw", str(SAMPLES), "--warehouse", str(warehouse)]) == 0
    return root


@pytest.mark.slow
@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_a_notebook_gives_the_outputs_that_it_shows(ground: Path, path: Path) -> None:
    assert outputs(execute(path, ground / "notebooks")) == outputs(nbformat.read(path, as_version=4)), "make notebooks"


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_a_notebook_has_outputs_and_no_error(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    assert "error" not in [each for cell in outputs(notebook) for each in cell]
    counts = [cell["execution_count"] for cell in notebook.cells if cell["cell_type"] == "code"]
    assert counts == list(range(1, len(counts) + 1))


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_the_pictures_of_a_notebook_are_described_and_hold_their_words_as_text(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    drawn = [(cell, svg) for cell in notebook.cells for output in cell.get("outputs", ()) if (svg := picture(output))]
    assert len(drawn) >= 3
    for cell, svg in drawn:
        assert cell.metadata["mystnb"]["image"]["alt"]
        assert "<text" in svg
        assert "<dc:date>" not in svg
