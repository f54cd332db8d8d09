"""The notebooks: stored without outputs, and each proves itself in a real kernel."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import geo

FOLDER = Path(geo.__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_without_outputs_and_says_in_english_what_it_does(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert "*In short:" in notebook.cells[0].source
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert (cell.outputs, cell.execution_count) == ([], None)
        assert "/home/" not in cell.source
        assert "/tmp/" not in cell.source  # noqa: S108 - the text is looked for
    assert any("assert " in cell.source for cell in notebook.cells)


@pytest.mark.slow
@pytest.mark.process
def test_every_notebook_runs_and_shows_what_it_asserts():
    """All in one kernel, for most of the time goes into its imports."""
    cells = [cell for path in NOTEBOOKS for cell in nbformat.read(path, as_version=4).cells]
    together = nbformat.v4.new_notebook(cells=cells)
    client = NotebookClient(together, timeout=300, resources={"metadata": {"path": str(FOLDER)}})
    client.execute()
    shown = [
        output.data["text/html"]
        for cell in together.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.get("data", {}).get("text/html")
    ]
    assert sum("<iframe srcdoc" in html for html in shown) == len(NOTEBOOKS)
