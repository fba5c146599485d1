"""What happens to a text on its way from outlet to outlet: cutting, dropping, editing, scanning, framing.

Belongs here: changes of one text, each with its own random generator. Does not: which text gets which
(press.reprints, templates).
"""

from collections.abc import Callable, Sequence
from random import Random

Change = Callable[[str, Random], str]

MISREAD = {
    "e": "co", "o": "ec", "c": "eo", "a": "un", "u": "na", "n": "u", "h": "b", "b": "h", "l": "1i", "i": "lj", "t":
    "lf", "f": "t", "s": "3", "r": "v", "m": ("rn", "in"), "w": ("vv",), "d": ("cl",), "g": "q", "S": "5", "O": "0",
    "I": "l1", "B": "8", "0": "O", "1": "l", "5": "S", "8": "B", ".": " ,", ",": ".",
}  # fmt: skip
"""Letters and what a scan makes of them."""


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text."""
    return text.split("\n\n")


def abridge(text: str, rng: Random) -> str:
    """The beginning alone: a third to four fifths of the paragraphs, at least one."""
    parts = paragraphs(text)
    return "\n\n".join(parts[: max(1, round(len(parts) * rng.uniform(0.34, 0.8)))])


def drop_paragraphs(text: str, rng: Random) -> str:
    """Up to half of the paragraphs gone, the first one as likely as any."""
    parts = paragraphs(text)
    gone = set(rng.sample(range(len(parts)), rng.randint(min(1, len(parts) - 1), max(0, len(parts) // 2))))
    return "\n\n".join(part for i, part in enumerate(parts) if i not in gone)


def reorder(text: str, rng: Random) -> str:
    """Two paragraphs behind the first change places."""
    parts = paragraphs(text)
    if len(parts) > 3:
        i, j = rng.sample(range(1, len(parts)), 2)
        parts[i], parts[j] = parts[j], parts[i]
    return "\n\n".join(parts)


def editing(words: Sequence[str], low: float = 0.01, high: float = 0.2) -> Change:
    """A change that replaces, drops or adds between `low` and `high` of the words, new ones from `words`."""

    def edit(text: str, rng: Random) -> str:
        rate = rng.uniform(low, high)
        return "\n\n".join(" ".join(_edited(part.split(" "), words, rate, rng)) for part in paragraphs(text))

    return edit


def _edited(old: list[str], words: Sequence[str], rate: float, rng: Random) -> list[str]:
    new: list[str] = []
    for word in old:
        if rng.random() >= rate:
            new.append(word)
        elif (way := rng.random()) < 0.6:
            new.append(rng.choice(words))
        elif way < 0.8:
            new.extend((word, rng.choice(words)))
    return new


def scanning(low: float, high: float) -> Change:
    """A change that misreads between `low` and `high` of the letters, and now and then loses a space."""

    def scan(text: str, rng: Random) -> str:
        rate = rng.uniform(low, high)
        return "".join(_misread(c, rng) if rng.random() < rate else c for c in text)

    return scan


def _misread(char: str, rng: Random) -> str:
    if char == " ":
        return "" if rng.random() < 0.3 else char
    return rng.choice(MISREAD[char]) if char in MISREAD else char


def framing(before: Sequence[str], after: Sequence[str]) -> Change:
    """A change that puts a publisher's standing lines around the text."""

    def frame(text: str, rng: Random) -> str:
        head = list(before) if rng.random() < 0.5 else []
        tail = list(after) if rng.random() < 0.8 else []
        return "\n\n".join([*head, text, *tail])

    return frame


scan = scanning(0.005, 0.06)
"""An ordinary scan."""
