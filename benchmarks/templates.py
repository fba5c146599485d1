"""Made template articles: daily weather, scores and so on, the same sentences with other numbers and names each day.

Belongs here: template texts, and true copies of one day's. Does not: templates of other
languages and everything else that is printed (press).

    python -m benchmarks.templates 20000 templates.jsonl
"""

import json
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from benchmarks import damage

VALUES: dict[str, tuple[str, ...]] = {
    "place": (
        "Abbeyfield", "Brackwater", "Cold Harbour", "Dunmorrow", "Eastmarch", "Fennick", "Gullane Bay", "Harrowgate",
        "Inverlea", "Jarrowdale", "Kestrel Point", "Lowmoor", "Millbrook", "Northwick", "Oakhaven", "Pellworth",
    ),
    "sky": ("sunny", "mostly cloudy", "overcast", "partly sunny", "rainy", "foggy in the morning", "windy", "clear"),
    "wind": ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest"),
    "share": ("Amberline", "Borealis Steel", "Castor Foods", "Deltaware", "Ebbing Gas", "Fjord Lines", "Granite Re"),
    "team": ("Anchors", "Badgers", "Comets", "Drovers", "Eagles", "Foxes", "Gulls", "Herons", "Irons", "Jesters"),
    "name": (
        "Aldous", "Brandt", "Corrigan", "Devane", "Ekholm", "Farrow", "Gentry", "Halloran", "Iversen", "Jardine",
        "Kowal", "Lindqvist", "Maddox", "Novak", "Ostrander", "Pryce",
    ),
    "quarter": ("first", "second", "third", "fourth"),
    "way": ("higher", "lower", "mixed", "little changed"),
}  # fmt: skip

WEATHER = """{place} weather for {day}, {date}: {sky} with a high near {4-30} degrees.

The National Weather Office expects {sky} skies over {place} today, with winds from the {wind} at {3-40} kilometres \
per hour. The chance of rain is {0-100} percent. Tonight it will be {sky} with a low around {1-18} degrees.

The sun rises at {5-7}:{10-59} and sets at {17-20}:{10-59}. The extended forecast calls for {sky} conditions tomorrow \
and a high of {4-30} degrees. For warnings and road conditions, visit the weather page or listen to the bulletin."""

MARKETS = """Stocks on the {place} exchange closed {way} on {day} as investors weighed company results and the outlook \
for interest rates.

The {place} 100 index ended at {4000-9000}.{10-99} points, a change of {1-190}.{10-99} points. Volume was {100-900} \
million shares. {share} rose {1-9}.{1-9} percent to {10-400}.{10-99}, while another group fell {1-9}.{1-9} percent.

The benchmark ten-year bond yielded {1-6}.{10-99} percent. Crude oil settled at {40-120}.{10-99} a barrel and gold at \
{1200-2600} an ounce. Analysts said that they await figures on inflation later in the week."""

SCORES = """{name} scored {20-45} points as the {place} {team} won {80-130}-{60-79} on {day} night.

{name} added {10-30} points and {3-15} rebounds for the {team}, who led {40-60}-{25-39} at halftime. The visitors had \
{10-35} points and {2-12} assists from their captain.

They shot {38-58} percent from the field and made {4-18} of {19-40} from three-point range. They improved to \
{5-40}-{3-40} on the season and play again in {2-4} days. Attendance was {4-19},{100-999}."""

EARNINGS = """{share} reported a profit of {2-900}.{1-9} million for the {quarter} quarter, {way} than a year before.

Revenue came to {1-9}.{10-99} billion, the company said on {day}. Earnings for each share were {10-99} cents; analysts \
polled before the results had expected {10-99} cents. The board proposed a dividend of {5-60} cents.

For the full year {share} expects sales of {4-40} billion. Its shares closed at {10-400}.{10-99}."""

LOTTERY = """The numbers drawn on {day}, {date}, in {place} were {1-49}, {1-49}, {1-49}, {1-49}, {1-49} and {1-49}; \
the bonus number was {1-49}. The jackpot stood at {2-60}.{1-9} million.

{2-900} players had five numbers and take {1000-9000} each. Tickets must be handed in within {90-180} days. The next \
draw is in {2-4} days, with an expected jackpot of {3-70} million."""

KINDS = {"weather": WEATHER, "markets": MARKETS, "scores": SCORES, "earnings": EARNINGS, "lottery": LOTTERY}
SLOT = re.compile(r"\{(?:(\d+)-(\d+)|(\w+))\}")
CHANGES = (damage.scan, damage.editing(VALUES["name"], 0.01, 0.05))


def fill(template: str, day: date, rng: Random) -> str:
    """The template with its slots filled: `{place}` and `{team}` alike throughout, all else anew each time."""
    fixed = {key: rng.choice(VALUES[key]) for key in ("place", "team")}
    fixed |= {"day": f"{day:%A}", "date": f"{day:%B} {day.day}"}

    def value(slot: re.Match[str]) -> str:
        low, high, key = slot.groups()
        return str(rng.randint(int(low), int(high))) if low else fixed.get(key) or rng.choice(VALUES[key])

    return SLOT.sub(value, template)


def articles(count: int, seed: int = 1, copied: float = 0.2) -> Iterator[dict[str, str]]:
    """`count` rows: id, text, cluster, kind, publisher, published_date; a share of `copied` has a changed copy."""
    rng = Random(seed)
    made = 0
    while made < count:
        kind = rng.choice(sorted(KINDS))
        day = date(2021, 1, 1) + timedelta(days=rng.randrange(1400))
        text = fill(KINDS[kind], day, rng)
        family = [text, rng.choice(CHANGES)(text, rng)] if rng.random() < copied else [text]
        cluster = f"t{made}"
        for body in family[: count - made]:
            yield {
                "id": f"t{made}", "text": body, "cluster": cluster, "kind": f"template {kind}",
                "publisher": f"Outlet {rng.randrange(40)}", "published_date": day.isoformat(),
            }  # fmt: skip
            made += 1


if __name__ == "__main__":
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in articles(int(sys.argv[1])))
