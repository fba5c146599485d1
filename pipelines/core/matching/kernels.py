"""What compiled kernels share: array types, hashing, and the one open-addressing hash table.

Belongs here: numba functions that several modules call, whatever their keys mean. Does not: what is hashed (tokens,
fingerprints), which keys are sought (bloom, pairs).
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
import numpy.typing as npt
from numba import njit

from pipelines.core.compiled import compile_cached

Bools = npt.NDArray[np.bool_]
U8 = npt.NDArray[np.uint8]
U32 = npt.NDArray[np.uint32]
U64 = npt.NDArray[np.uint64]
I32 = npt.NDArray[np.int32]
I64 = npt.NDArray[np.int64]
F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]

Int = int | np.int64
"""A signed number inside a kernel."""

Pairs = npt.NDArray[np.int64]
"""Shape (n, 2): a row is two numbers of texts or nodes."""

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
MIX_2 = np.uint64(0x94D049BB133111EB)
FNV = np.uint64(0x100000001B3)
"""Odd multipliers: of splitmix64 (Steele, Lea, Flood 2014) and of FNV-1a."""

S27, S30, S31, ONE = np.uint64(27), np.uint64(30), np.uint64(31), np.uint64(1)

MIN_SLOTS = 16
"""Slots of the smallest table."""

Function = TypeVar("Function", bound=Callable[..., Any])

Number = TypeVar("Number", bound=np.generic)


def distinct(values: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """The distinct values in ascending order; numpy.unique hashes millions of them, which takes far longer.

    >>> distinct(np.array([[3, 1], [3, 2]])).tolist()
    [1, 2, 3]
    """
    ordered = np.sort(values, axis=None)
    is_first = np.concatenate([[True], ordered[1:] != ordered[:-1]])[: len(ordered)]
    found: npt.NDArray[Number] = ordered[is_first]
    return found


def as_column(values: npt.ArrayLike) -> I64:
    """A copy of some numbers as kernels take them. To a kernel an array with gaps, or a read-only one of Arrow's, is of
    another type, for which it is compiled anew, in seconds.

    >>> pairs = np.array([[3, 1], [2, 5]])
    >>> as_column(pairs[:, 0]).flags.c_contiguous, pairs[:, 0].flags.c_contiguous
    (True, False)
    """
    return np.array(values, np.int64, order="C")


def kernel(function: Function) -> Function:
    """Compile on first use, cache on disk, run without the interpreter lock."""
    return cast(Function, compile_cached(function))


def uncounted(function: Function) -> Function:
    """Compile a function for kernels to call, without counting references to arrays: it allocates and returns none.

    An array that is a field of a tuple is counted whenever it is used. In a loop over short parts of many arrays that
    takes most of the time, and more where threads share the arrays.
    """
    return cast(Function, compile_cached(function, _nrt=False))  # refused if the function allocates


def inlined(function: Function) -> Function:
    """Compile into each kernel that calls it."""
    compiled: Any = njit(inline="always")(function)
    return cast(Function, compiled)


@inlined
def mix(x: np.uint64) -> np.uint64:
    """The finaliser of splitmix64: every bit of x affects every bit of the result."""
    x ^= x >> S30
    x *= MIX_1
    x ^= x >> S27
    x *= MIX_2
    return x ^ (x >> S31)


@inlined
def fnv(h: np.uint64, code: np.uint64) -> np.uint64:
    """One step of FNV-1a, over a whole code point."""
    return (h ^ code) * FNV


@inlined
def slots_for(count: Int) -> int:
    """Slots of a table of `count` keys: a power of two, at least half of them empty."""
    size = MIN_SLOTS
    while size < 2 * count:
        size <<= 1
    return size


@inlined
def find_slot(key: Any, code: np.uint64, keys: npt.NDArray[Any], slots: npt.NDArray[Any]) -> np.uint64:
    """The slot that holds the number of `key`, or the empty slot where it belongs.

    The table: linear probing, numbers only. Its keys stay where they are, so one array serves table and caller.

    code: hash of the key, its lowest bits well mixed
    keys: keys by number
    slots: signed numbers of keys, -1 where empty; its length is a power of two
    """
    mask = np.uint64(len(slots) - 1)
    slot = code & mask
    while slots[slot] >= 0 and keys[slots[slot]] != key:
        slot = (slot + ONE) & mask
    return slot


@inlined
def longest(bounds: I64) -> Int:
    """The size of the largest part, where part i is bounds[i]:bounds[i + 1]."""
    size = np.int64(0)
    for i in range(len(bounds) - 1):
        size = max(size, bounds[i + 1] - bounds[i])
    return size


@kernel
def index_keys(keys: I64) -> I32:
    """A table of distinct keys, to be searched with `find_slot` by `mix` of the key."""
    slots = np.full(slots_for(len(keys)), -1, np.int32)
    for number in range(len(keys)):
        slots[find_slot(keys[number], mix(np.uint64(keys[number])), keys, slots)] = number
    return slots
