"""What is true of a synthetic article: the truth that a page states, and that its reading is judged by.

Belongs here: drawing facts. Does not: words (languages), how a page states them (skeletons, traps).
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from tests.synthetic_pages.languages import LANGUAGES, PLACES, Language

FIRST_DAY = date(2012, 1, 1)
DAYS = 4500
"""Articles are published within so many days of FIRST_DAY."""


@dataclass(slots=True)
class Facts:
    """An article. canonical: its address; body: its paragraphs; other fields as in table `articles`."""

    language: Language
    publisher: str
    domain: str
    section: str
    title: str
    authors: list[str]
    day: date
    canonical: str
    body: list[str]
    place: str = field(default="")

    def written(self, rng: Random, day: date | None = None) -> str:
        """The day, or another one, as a reader of the language writes it."""
        return write_day(rng.choice(self.language.days), day or self.day, self.language)


def write_day(pattern: str, day: date, language: Language) -> str:
    """A day in a pattern of the language.

    >>> write_day("{dd}. {mon} {y}", date(2024, 3, 1), LANGUAGES[1])
    '01. Mär 2024'
    """
    month = language.months[day.month - 1]
    return pattern.format(
        d=day.day, dd=f"{day.day:02}", m=day.month, mm=f"{day.month:02}", y=day.year, month=month, mon=month[:3]
    )


def draw(rng: Random, language: Language | None = None) -> Facts:
    """The facts of an article, each drawn on its own."""
    language = language or rng.choice(LANGUAGES)
    place, home = rng.sample(PLACES, 2)
    publisher = rng.choice(language.outlets).format(home)
    domain = "".join(c for c in publisher.lower() if c.isascii() and c.isalnum()) or home.lower()
    section, title, day = rng.choice(language.sections), headline(rng, language, place), any_day(rng)
    number, host = rng.randrange(1000, 99999), rng.choice(("www.", "")) + domain + ".example"
    path = rng.choice(
        (f"/{section.lower()}/{number}", f"/{number}/{place.lower().replace(' ', '-')}.html", f"/a-{number}/")
    )
    return Facts(
        language=language,
        publisher=publisher,
        domain=f"{domain}.example",
        section=section,
        title=title,
        authors=[person(rng, language)],
        day=day,
        canonical=f"https://{host}{path}" if path.isascii() else f"https://{host}/story/{number}",
        body=paragraphs(rng, language, place, rng.randint(3, 6)),
        place=home,
    )


def headline(rng: Random, language: Language, place: str | None = None) -> str:
    """A headline about a place."""
    return rng.choice(language.headlines).format(place=place or rng.choice(PLACES))


def person(rng: Random, language: Language, is_odd: bool = False) -> str:
    """A person's name; is_odd: whose family name is also a word of bylines."""
    return f"{rng.choice(language.given)} {rng.choice(language.odd if is_odd else language.family)}".strip()


def any_day(rng: Random) -> date:
    """Any day that an article may be of."""
    return FIRST_DAY + timedelta(days=rng.randrange(DAYS))


def paragraphs(rng: Random, language: Language, place: str, count: int) -> list[str]:
    """Paragraphs of two sentences each, none of them twice."""
    joint = "" if language.code == "ja" else " "
    found = []
    for _ in range(count):
        pair = rng.sample(language.sentences, 2)
        found.append(joint.join(s.format(place=place, n=rng.randrange(11, 900)) for s in pair))
    return found
