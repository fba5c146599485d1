"""Residue told from prose: every kind is found where it stands, and no prose is lost or invented."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.core.normalization import texts
from pipelines.core.normalization.residue import strip

PROSE = "Astronomers at the Veldt observatory have tracked a comet whose tail split in two as it passed the sun."
MORE = "The team photographed the object on eleven nights and will publish what it saw in the spring."

HEADS = {
    "date_line": [
        "12 Şubat 2025", "Published: 03/04/2024 10:15 EST", "Veröffentlicht am 27.02.2025 um 17:45 Uhr",
        "Publié le 14/03/2024 à 17h04, mis à jour le 15/03/2024 à 8h00", "最終更新 2024年3月14日 17時45分",
        "Thursday, March 14, 2024", "Publicado: 14/03/2024 10:15 CET", "14 марта 2024, 17:45", "2024-03-14T17:04:00Z",
        "Published Mar 14, 2024 at 5:04 PM EST | Updated Mar 15, 2024 at 8:00 AM EST", "Last updated: 14 March 2024",
    ],
    "byline": [
        "By Nadia Orsk", "Von Nadia Orsk, Port Ellery", "Par Nadia Orsk et Paul Ferrand", "Por Nadia Orsk",
        "Written by Nadia Orsk, Staff Reporter", "By NADIA ORSK", "Posted by Nadia Orsk on March 4, 2024",
    ],
    "share": ["Share", "Facebook Twitter WhatsApp Email", "Share this article", "Teilen", "Share on Facebook | Tweet"],
    "page_chrome": ["5 min read", "Home > News > World", "Tags: comet, sun"],
    "credit": ["Photo: Ada Holm/Veldt Pictures", "Foto: dpa", "© AFP", "Photo by Ada Holm on Unsplash"],
    "caption": ["FILE PHOTO: The comet over the Veldt, January 9, 2023. REUTERS/Joss Amber"],
}  # fmt: skip

TAILS = {
    "appeared_first": [
        "The post Comet splits in two appeared first on The Veldt Courier.",
        "Der Beitrag Komet teilt sich erschien zuerst auf Veldt Kurier.",
        "L’article La comète se divise est apparu en premier sur Veldt.",
    ],
    "source": [
        "Source: https://veldt.example/news/comet?utm_source=feed", "Originally published at https://veldt.example/comet",
        "This article was originally published on The Veldt Courier.", "Quelle: dpa", "https://veldt.example/news/comet",
    ],
    "copyright": ["Copyright 2021 Veldt Media Ltd. All rights reserved.", "© 2024 Veldt", "Alle Rechte vorbehalten."],
    "signup": [
        "Sign up for our newsletter to get the news.", "Follow us on Twitter @veldt", "Abonnez-vous à notre lettre",
        "Get the latest news in your inbox.", "Download our free app today",
    ],
    "read_more": ["Read more: Comet seen again", "Lesen Sie auch: Komet kehrt zurück", "READ ALSO | A second tail"],
    "reporting": ["(Reporting by Nadia Orsk; Editing by Paul Ferrand)", "With inputs from agencies"],
}  # fmt: skip


def _cases(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(kind, line) for kind, lines in table.items() for line in lines]


@pytest.mark.parametrize(("kind", "line"), _cases(HEADS))
def test_lines_at_the_head(kind: str, line: str) -> None:
    found = strip(f"{line}\n\n{PROSE}\n\n{MORE}")
    assert found.body == f"{PROSE}\n\n{MORE}"
    assert kind in {span.kind for span in found.spans}


@pytest.mark.parametrize(("kind", "line"), _cases(TAILS))
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_lines_at_the_end(kind: str, line: str, gap: str) -> None:
    found = strip(f"{PROSE}\n\n{MORE}{gap}{line}")
    assert found.body == f"{PROSE}\n\n{MORE}"
    assert kind in {span.kind for span in found.spans}


@pytest.mark.parametrize(
    "line", ["Copyright 2021 Veldt Media Ltd. All rights reserved.", "Source: https://veldt.example/a", "© 2024 Veldt"]
)
def test_rights_and_sources_run_into_the_last_paragraph(line: str) -> None:
    assert strip(f"{PROSE}\n\n{MORE} {line}").body == f"{PROSE}\n\n{MORE}"


@pytest.mark.parametrize(
    ("prefix", "kind"),
    [(" date 2025-02-27 ", "date_line"), ("2 hours ago - ", "relative_date"), ("14.03.2024 – ", "date_line")],
)
def test_prefixes(prefix: str, kind: str) -> None:
    found = strip(f"{prefix}{PROSE}")
    assert found.body == PROSE
    assert [span.kind for span in found.spans] == [kind]


def test_a_line_of_particulars_is_cut_at_its_bars() -> None:
    found = strip(f"Comet splits in two\nBy Nadia Orsk | The Veldt Courier | March 14, 2024 at 5:04 PM EST\n\n{PROSE}")
    assert found.title == "Comet splits in two"
    assert found.byline_texts == ["By Nadia Orsk"]
    assert found.of("outlet") == ["The Veldt Courier"]
    assert found.date_texts == ["March 14, 2024 at 5:04 PM EST"]
    assert found.body == PROSE


def test_the_feed_line_names_title_and_site() -> None:
    found = strip(f"{PROSE} The post ‘Why the post office shut’: a report appeared first on www.veldt.example.")
    assert found.title == "‘Why the post office shut’: a report"
    assert found.body == PROSE
    assert found.of("source", "appeared_first", "outlet") == [
        "The post ‘Why the post office shut’: a report appeared first on www.veldt.example."
    ]


def test_a_marked_caption_goes_and_the_prose_before_it_stays() -> None:
    caption = "The comet over the Veldt, January 9, 2023 (illustration). (credit: REUTERS/Joss Amber, VELDT/HANDOUT)"
    found = strip(f"{PROSE} {caption}\n\n{MORE}")
    assert found.body == f"{PROSE}\n\n{MORE}"
    assert found.of("caption") == [caption]
    assert found.date_texts == []


def test_a_credit_goes_and_two_sentences_before_it_stay() -> None:
    found = strip(f"{PROSE} {MORE} (Photo by Ada Holm/Veldt Pictures)")
    assert found.body == f"{PROSE} {MORE}"


def test_a_sentence_that_only_says_when_goes() -> None:
    found = strip(f"{PROSE} Publié le 3 avril 2024 à 08h12. {MORE}")
    assert found.body == f"{PROSE} {MORE}"
    assert found.date_texts == ["Publié le 3 avril 2024 à 08h12."]


@pytest.mark.parametrize(
    "text",
    [
        "LONDON, March 3 (Reuters) - Bus drivers in the capital ended a three-day strike.",
        "WASHINGTON (AP) — Yesterday the treaty of May 4, 1998 was recalled by the delegates.",
        "By Friday the pier had fallen, and the mayor said so.",
        "Par ailleurs, le port restera fermé.",
        "On March 14, 2024 the comet was seen for the last time.",
        "2024 was the year of the comet.",
        "Share prices fell on Monday. Facebook and Twitter lost most.",
        "Read more books, the minister said: they are cheap.",
        "Copyright law is what the court looked at in 2021.",
        "He said the source: a well under the pier, was dry.",
        "Follow the money, she said.",
        "The post office in Port Ellery appeared first on the list of closures.",
        "Visit Port Ellery, and you will see why.",
        "She paid by card (credit or debit) and left.",
        "(a) any person; (b) any dog; (c) is done in the sight of people.",
        "Photos show that the pier is gone.",
        "Vote for Nadia Orsk! It is March 14, 2024!",
    ],
)
def test_prose_stays(text: str) -> None:
    for whole in (text, f"{text}\n\n{MORE}", f"{PROSE}\n\n{text}\n\n{MORE}"):
        assert strip(whole).body == whole


@pytest.mark.parametrize("above", ["Nadia Orsk", "World News", "The Veldt Courier", PROSE])
def test_no_title_is_claimed_from_a_name_a_section_or_a_sentence(above: str) -> None:
    assert strip(f"{above}\nMarch 14, 2024\n\n{PROSE}").title is None


def test_a_date_in_prose_states_nothing() -> None:
    assert strip("The treaty of May 4, 1998 was recalled. It was signed at Port Ellery.").spans == ()


def test_lone_urls_amid_the_text_are_content() -> None:
    text = "\n\n".join(
        [PROSE, MORE, "One", "https://a.example/1", "Two", "https://a.example/2", PROSE, MORE, "So it ends."]
    )
    assert strip(text).body == text


PIECES = st.sampled_from(
    [line for _, line in _cases(HEADS) + _cases(TAILS)]
    + [PROSE, MORE, "Comet splits in two", "Why?", "1998", "(illustration)."]
)
BUILT = st.lists(st.tuples(PIECES | st.text(max_size=40), st.sampled_from(["\n\n", "\n", " "])), max_size=8).map(
    lambda pairs: "".join(piece + gap for piece, gap in pairs)
)


@settings(max_examples=300, deadline=None)
@given(BUILT)
def test_the_body_is_made_of_pieces_of_the_text_and_strip_is_idempotent(text: str) -> None:
    found = strip(text)
    given_words = " ".join(texts.paragraphs(text))
    at = 0
    shown = texts.line_text(given_words)
    for word in found.body.split():
        at = shown.find(word, at)
        assert at >= 0, f"{word!r} is not in the text, or out of order"
        at += len(word)
    assert strip(found.body).body == found.body
    for span in found.spans:
        assert span.kind != "prose"
        assert texts.line_text(span.text) == span.text


@settings(max_examples=150, deadline=None)
@given(BUILT)
def test_no_letter_is_lost_between_body_and_spans(text: str) -> None:
    found = strip(text)
    gone = sum(len(re.findall(r"\w", span.text)) for span in found.spans if span.removed and span.kind != "title")
    kept = len(re.findall(r"\w", found.body))
    said = len(re.findall(r"\w", " ".join(map(texts.line_text, texts.paragraphs(text)))))
    titles = [span.text for span in found.spans if span.kind == "title"]
    words_of_titles = sum(len(re.findall(r"\w", title)) for title in titles)
    assert said - words_of_titles - LINK_LETTERS * (1 + len(found.spans)) <= kept + gone <= said


LINK_LETTERS = 14
"""Letters of the word between a name and its date ("on", "updated on") that no span keeps, at most, a line."""


@pytest.mark.parametrize(
    "text",
    [
        "share " * 5000, "By " + "A" * 20000, "By " + "Ada Holm " * 3000, "(" * 50000, "(credit: " * 5000, 
        "12." * 20000,        "The post " * 20000, "Published " * 10000, "a. B" * 20000,
        "Mon, " * 20000, "© " * 20000, "\u0301" * 20000, "—" * 50000,
        "1 " * 50000, "Source: " * 9000, "read more " * 9000,
        "x" * 300_000, "\n" * 100_000, "A\n" * 30_000,
    ],
)  # fmt: skip
def test_hostile_texts_are_done_in_no_time(text: str) -> None:
    strip(text)
