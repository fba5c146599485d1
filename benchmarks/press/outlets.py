"""Outlets: their names, the groups that share a notice, and what each puts around a text.

Belongs here: notices, footers and paywalls as printed. Does not: their wording (standing), who prints what (days).
"""

from dataclasses import dataclass

from benchmarks.press.languages import Language, Rng
from benchmarks.press.standing import notice

OUTLETS = 400
GROUPS = 12
"""Of each language; the first ones have notices."""

GROUP_NOTICES = (("consent",), ("newsletter",), ("signup",), ("paywall",), ("consent", "newsletter"))
PRINTED_SHARE = 0.85
"""How often a crawler takes a notice for text."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """Where texts are printed; notices by kind."""

    name: str
    host: str
    notices: dict[str, str]
    foot: str


def outlets(language: Language, count: int, rng: Rng) -> list[Outlet]:
    """`count` outlets of a language, in turn of each group; those of one group have the same notices, word for word."""
    kinds = [GROUP_NOTICES[group] if group < len(GROUP_NOTICES) else () for group in range(GROUPS)]
    groups = [{kind: notice(kind, language, rng) for kind in each} for each in kinds]
    return [_outlet(number, groups[number % GROUPS], language, rng) for number in range(count)]


def _outlet(number: int, notices: dict[str, str], language: Language, rng: Rng) -> Outlet:
    name = f"{language.name(rng)} {language.name(rng)}"
    words = language.prose(rng, int(rng.integers(12, 40)))
    foot = f"{name}: {language.paragraph(words, rng)}" if rng.random() < 0.5 else ""
    return Outlet(name, f"news{number}-{language.code}.example", notices, foot)


def body(outlet: Outlet, paragraphs: list[str], rng: Rng) -> str:
    """The paragraphs as this outlet prints them: behind a paywall, the first one or two; a newsletter amid them."""
    printed = list(paragraphs)
    shown = {kind: text for kind, text in outlet.notices.items() if rng.random() < PRINTED_SHARE}
    if "paywall" in shown and shown["paywall"] not in printed:
        printed = [*printed[: int(rng.integers(1, 3))], shown["paywall"]]
    if "newsletter" in shown:
        printed.insert(min(2, len(printed)), shown["newsletter"])
    printed = [shown["consent"], *printed] if "consent" in shown else printed
    printed += [shown["signup"]] if "signup" in shown else []
    printed += [outlet.foot] if outlet.foot and rng.random() < 0.9 else []
    return "\n\n".join(printed)
