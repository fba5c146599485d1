"""How records change, and when: `core` is pure, `steps` make tables, `defs` tell Dagster."""

import hashlib
import os
from pathlib import Path


def _keep_kernels_apart() -> None:
    """Give compiled kernels a cache of their own for every state of the sources.

    numba looks at a kernel's own file only: a change in a function it inlines from another would go unseen. Where the
    package can't be written to, or a folder is named already, numba's own choice stands.
    """
    core = Path(__file__).parent / "core"
    if "NUMBA_CACHE_DIR" in os.environ or not os.access(core, os.W_OK):
        return
    state = hashlib.sha256()
    for path in sorted(core.rglob("*.py")):
        status = path.stat()
        state.update(f"{path.relative_to(core)} {status.st_size} {status.st_mtime_ns}\n".encode())
    os.environ["NUMBA_CACHE_DIR"] = str(core / "__pycache__" / f"kernels-{state.hexdigest()[:16]}")


_keep_kernels_apart()
