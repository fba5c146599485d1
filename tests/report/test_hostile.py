"""Nothing that was read can run, restyle or mislead in the page: in a parser, and in a browser if there is one."""

import re
import shutil
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.report import wording
from tests.marks import slow
from tests.report.ground import RUN, article, document, page_text, publish, rejection

MARK = "document.documentElement.setAttribute('data-ran', 'yes')"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

HOSTILE = (
    f"<script>{MARK}</script>",
    f"</title></style></textarea><script>{MARK}</script>",
    f'"><img src=x onerror="{MARK}">',
    f"'><svg onload={MARK.replace(' ', '')}>",
    f'--><iframe srcdoc="<script>parent.{MARK}</script>">',
    f"javascript:{MARK}",
    "{{ 7*7 }}{% for x in range(9) %}{{ x }}{% endfor %}${7*7}",
    "\u202eexe.gnp\u2066 lamp\u200f\u061c",
    "nul\x00 bell\x07 escape\x1b[31m tab\tline\nreturn\r end",
    "$\\frac{1}{$ \\u003cscript> &lt;script&gt; ]]> <!-- `",
    "<style>body{display:none}</style>" + "x" * 100_000,
    "A" * 100_000,
)
URLS = (
    f"javascript:{MARK}", f"JaVaScRiPt:{MARK}//https://a.example", f"data:text/html,<script>{MARK}</script>",
    f"https://a.example/\"onmouseover=\"{MARK}", "file:///etc/passwd", "//a.example/x", "https://a.example/\u202egnp",
    "vbscript:x", "https://[", "ftp://a.example/", " https://a.example/", "https://good.example/a?b=1&c='2'",
)  # fmt: skip


def corpus() -> tuple[list[dict[str, Any]], dict[str, list[dict[str, Any]]]]:
    """Articles and other rows that have something hostile wherever there is text."""
    articles = [
        article(
            number,
            title=text,
            body=f"{text[:500]} The keeper lit the lamp on the mole at nine and went home. {text}",
            publisher_id=text,
            publisher_name=text[::-1],
            canonical_url=url,
            language=text,
            authors=[text],
            cluster_id=f"{text}{number}",
            story_id=f"{HOSTILE[number % 4]}",
        )
        for number, (text, url) in enumerate(zip(HOSTILE, URLS, strict=True))
    ]
    ledger = {"bytes": 1, "stat_signature": "s", "sha256": "h", "record_count": 1, "rejected_count": 1}
    ledger |= {"run_id": RUN.run_id, "ingested_at": RUN.started_at, "removed_count": 0}
    alarm = {"day": RUN.started_at.date(), "observed": 1.0, "usual": 0.0, "run_id": RUN.run_id}
    checked = {"run_id": RUN.run_id, "severity": "warning", "passed": False, "checked_at": RUN.started_at}
    return articles, {
        "rejections": [rejection(reason=t, record_path=t, detail=t, raw_excerpt=t) for t in HOSTILE],
        "source_files": [{**ledger, "record_path": t, "status": t, "format": t} for t in HOSTILE],
        "alarms": [{**alarm, "kind": t, "subject": t, "raised_at": RUN.started_at} for t in HOSTILE],
        "quality_results": [{**checked, "table_name": t, "expectation": t, "observed": t} for t in HOSTILE],
    }


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    articles, tables = corpus()
    return page_text(publish(tmp_path_factory.mktemp("hostile"), articles, **tables))


def test_markup_in_values_is_text(page: str) -> None:
    found = document(page)
    tags = {each.tag for each in found.iter() if isinstance(each.tag, str)}
    assert tags & {"script", "img", "iframe", "textarea", "object", "link", "base", "form", "input"} == set()
    assert len(found.findall(".//style")) == 1
    assert [name for each in found.iter() for name in each.attrib if name.startswith("on") or name == "srcdoc"] == []
    assert f"<script>{MARK}" in found.text_content()


def test_only_web_addresses_are_linked(page: str) -> None:
    links = {each.get("href") for each in document(page).iter("a")}
    assert {each for each in links if not each.startswith("#")} == {"https://good.example/a?b=1&c='2'"}


def test_templates_in_values_are_text(page: str) -> None:
    assert "{{ 7*7 }}" in page
    assert "49" not in re.findall(r"\b\d+\b", document(page).find(".//section[@id='rejections']").text_content())


def test_no_value_takes_over_the_page(page: str) -> None:
    assert len(page) < 400_000
    assert max(map(len, re.findall(r"\S+", document(page).find(".//main").text_content()))) <= 2_500
    shown = {unicodedata.category(c) + c for c in page if unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn")}
    assert shown <= {"Cc\n"}
    assert wording.DIRECTIONAL & set(page) == set()


@given(st.text())
def test_any_text_is_one_line_without_controls(text: str) -> None:
    shown = wording.plain(text)
    assert len(shown) <= wording.MAX_CHARS
    assert len(shown.splitlines()) <= 1
    assert not {c for c in shown if c in wording.DIRECTIONAL or unicodedata.category(c) in ("Cc", "Cs")}
    assert "<" not in str(wording.breakable(text)).replace("<wbr>", "")


@given(st.one_of(st.text(), st.sampled_from(URLS), st.builds("{}{}".format, st.sampled_from(URLS), st.text())))
def test_any_link_is_one_of_the_web(url: str) -> None:
    shown = wording.link(url)
    assert shown is None or re.fullmatch(r"(?i)https?://[^\s\x00-\x1f]+", shown)


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium to open the page in")
@pytest.mark.parametrize("is_unguarded", [True, *slow([False])], ids=["without its policy", "as it is"])
def test_no_script_runs_in_a_browser(page: str, tmp_path: Path, is_unguarded: bool) -> None:
    """Escaping alone must hold: without the policy nothing but escaping stands between a value and the page."""
    text = re.sub(r"<meta http-equiv=.Content-Security-Policy[^>]*>", "", page) if is_unguarded else page
    assert ("Content-Security-Policy" in text) is not is_unguarded
    opened = in_browser(text, tmp_path)
    assert 'data-ran="yes"' not in opened[:500]
    assert 'id="sources"' in opened


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium to open the page in")
def test_a_script_would_have_left_its_mark(tmp_path: Path) -> None:
    assert 'data-ran="yes"' in in_browser(f"<!doctype html><html><body>{HOSTILE[0]}</body></html>", tmp_path)[:500]


def in_browser(text: str, folder: Path) -> str:
    """The page after a browser has opened it, as HTML."""
    (folder / "page.html").write_text(text, encoding="utf-8")
    flags = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}")
    address = (folder / "page.html").as_uri()
    done = subprocess.run(
        [str(CHROMIUM), *flags, "--virtual-time-budget=2000", "--dump-dom", address],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    return done.stdout
