"""Copies of a text: abridged, edited, reordered, added to, with facts as another house writes them.

Belongs here: which changes a copy has. Does not: the changes any text can have (benchmarks.damage), how houses write
facts (facts), notices and footers around a text (outlets).
"""

from random import Random

from benchmarks import damage
from benchmarks.press import facts
from benchmarks.press.events import Text
from benchmarks.press.languages import Language, Rng

MIN_WORDS = 25


def reprint(text: Text, rng: Rng) -> Text:
    """A copy by none to two changes, one in seven with a paragraph more; half of them have a title of their own."""
    chance, language = Random(int(rng.integers(2**62))), text.language
    changes = [damage.abridge, damage.drop_paragraphs, damage.reorder, _editing(language, 0.01, 0.15, rng)]
    changes += [_restyled(language), *([damage.scan] if chance.random() < 0.1 else [])]
    drawn = chance.sample(changes, chance.choice((0, 1, 1, 1, 1, 2, 2)))
    drawn += [_adding(language, rng)] if chance.random() < 0.15 else []
    changed = _changed(text, drawn, chance)
    title = text.title if chance.random() < 0.5 else " ".join(language.prose(rng, 7)).capitalize()
    return Text(language, title, changed)


def revision(text: Text, rng: Rng) -> Text:
    """The same text with a few words changed."""
    edit = _editing(text.language, 0.01, 0.06, rng)
    return Text(text.language, text.title, _changed(text, [edit], Random(int(rng.integers(2**62)))))


def _changed(text: Text, changes: list[damage.Change], chance: Random) -> list[str]:
    """Paragraphs after the changes, without those that would leave less than MIN_WORDS."""
    body = "\n\n".join(text.paragraphs)
    for change in changes:
        after = change(body, chance)
        body = after if len(after.split()) >= MIN_WORDS else body
    return damage.paragraphs(body)


def _editing(language: Language, low: float, high: float, rng: Rng) -> damage.Change:
    return damage.editing(language.prose(rng, 200).tolist(), low, high)


def _restyled(language: Language) -> damage.Change:
    return lambda text, chance: facts.separated(facts.localised(text, language), chance)


def _adding(language: Language, rng: Rng) -> damage.Change:
    """A change that puts in a paragraph that is new, behind the first."""
    new = language.paragraph(language.prose(rng, int(rng.integers(20, 80))), rng)

    def add(text: str, chance: Random) -> str:
        parts = damage.paragraphs(text)
        parts.insert(chance.randint(1, len(parts)), new)
        return "\n\n".join(parts)

    return add
