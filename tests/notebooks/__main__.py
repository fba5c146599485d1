"""`make notebooks`: executes the notebooks on `data/samples/news.duckdb` and stores their outputs.

Belongs here: writing. Does not: executing (tests.notebooks).
"""

import nbformat

from tests.notebooks import NOTEBOOKS, execute

if __name__ == "__main__":
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        nbformat.write(execute(path, NOTEBOOKS), path)
        print(path.name)
