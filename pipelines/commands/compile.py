"""`newsfold compile`: the SQL models in another dialect, on standard output.

Belongs here: choosing and printing models. Does not: transpiling (warehouse.portability).
"""

import argparse

from pipelines.commands import UserError
from warehouse import catalog, portability


def main(options: argparse.Namespace) -> int:
    """Print each model in the chosen dialect under its name."""
    models = catalog.models()
    for name in options.models or models:
        if name not in models:
            raise UserError(f"no model {name}; choose from {', '.join(models)}")
        print(f"-- {name}")
        print(portability.transpile(models[name].sql, options.dialect))
    return 0
