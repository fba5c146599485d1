"""Functions compiled by numba, cached on disk where that is possible.

Belongs here: what every compiled function of core needs. Does not: the kernels (matching.kernels, languages.model),
which folder holds the cache (warm_up).
"""

from collections.abc import Callable
from typing import Any

from numba import njit


def compile_cached(function: Callable[..., Any], **options: Any) -> Any:
    """Compile on first use without the interpreter lock, and cache where numba may write: beside the source, in
    NUMBA_CACHE_DIR, or below the user's home. Where it may write nowhere, as in a read-only installation without a
    home, each process compiles for itself.

    options: of numba.njit
    """
    try:
        return njit(nogil=True, cache=True, **options)(function)
    except RuntimeError as error:
        if "no locator" not in str(error):
            raise
        return njit(nogil=True, **options)(function)
