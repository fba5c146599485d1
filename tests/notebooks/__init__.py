"""Executes the notebooks on a warehouse of the samples.

    python -m tests.notebooks

Belongs here: executing them, and comparing outputs. Does not: what they say (notebooks/), rendering them
(docs/conf.py).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbformat import NotebookNode

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
MAX_CELL_SECONDS = 120


def execute(path: Path, folder: Path) -> "NotebookNode":
    """The notebook with the outputs it has in the folder, beside which `data/samples/news.duckdb` is.

    What differs between runs is left out: times of execution, and the version of Python.
    """
    import nbformat  # both come with the packages of the site, without which all modules of tests can be imported
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=MAX_CELL_SECONDS,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        record_timing=False,
    )
    client.execute()
    notebook.metadata.pop("language_info", None)
    return notebook


def outputs(notebook: "NotebookNode") -> list[Any]:
    """What each cell shows; a picture as it is drawn, for matplotlib brings its font."""
    return [[_shown(output) for output in cell.get("outputs", ())] for cell in notebook.cells]


def picture(output: Mapping[str, Any]) -> str | None:
    """The SVG of an output; None if it is no picture."""
    return output.get("data", {}).get("image/svg+xml")


def _shown(output: Mapping[str, Any]) -> Any:
    return picture(output) or output.get("text") or output.get("data", {}).get("text/plain") or output["output_type"]
