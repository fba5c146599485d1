"""Traps for canonical URLs: templates left unfilled, home pages, sections, parameters.

Belongs here: what misleads about the article's address. Does not: honest links (heads).
The truth is the address at which the page was fetched, without tracking parameters.
"""

import re
from urllib.parse import quote, urlsplit

from tests.synthetic_pages.draft import Draft
from tests.synthetic_pages.registry import trap


@trap("canonical", "the canonical is what a template left unfilled")
def unfilled_template(draft: Draft) -> None:
    site = f"https://{urlsplit(draft.facts.canonical).netloc}"
    tails = (
        "/undefined", "/{{ page.url }}", "/null", "/[object Object]", "/%7B%7Bslug%7D%7D", "/${url}",
        "/news/undefined", "/NaN.html", "/<?= $url ?>", "/{% post_url %}", "/{permalink}", "/[[+uri]]", "/news/:slug",
        "/[slug]", "/posts/[...path]", "/<slug>", "/$slug", "/{0}", "/__URL__", "/%%permalink%%", "/news/-", "/?p=",
        "/article?slug=null", "/stories/.html", "/1970/01/01/",
    )  # fmt: skip
    draft.canonical = site + draft.rng.choice(tails)


@trap("canonical", "the canonical is a feed, a file or a port of the server")
def no_page(draft: Draft) -> None:
    site, path = _site_and_path(draft)
    others = (f"{path.rstrip('/')}/feed/", "/rss.xml", "/img/lead.jpg", "/static/app.js")
    draft.canonical = draft.rng.choice((*(site + other for other in others), f"{site}:8080{path}"))


@trap("canonical", "the canonical is the home page")
def home_page(draft: Draft) -> None:
    draft.canonical = f"https://{urlsplit(draft.facts.canonical).netloc}/"


@trap("canonical", "the canonical is empty, a dot or a fragment")
def empty_canonical(draft: Draft) -> None:
    draft.canonical = draft.rng.choice(("", ".", "./", "#", "/"))


@trap("canonical", "the address has tracking parameters")
def tracked_address(draft: Draft) -> None:
    draft.url += draft.rng.choice(("?utm_source=mail&utm_medium=x", "?fbclid=Ab12", "#comments", "?gclid=77"))


@trap("canonical", "the canonical is relative")
def relative_canonical(draft: Draft) -> None:
    parts = urlsplit(draft.facts.canonical)
    draft.canonical = parts.path + (f"?{parts.query}" if parts.query else "")


@trap("canonical", "the canonical is a folder above the page")
def folder(draft: Draft) -> None:
    site = _site_and_path(draft)[0]
    above = draft.rng.choice(("/archive", "/2024/05", "/stories/local", "/n", "/blog/posts"))
    _move(draft, f"{site}{above}/{draft.facts.place.lower().replace(' ', '-')}.html")
    draft.canonical = draft.rng.choice((".", "./", f"{above}/", f"{site}{above}", f"{site}{above}/"))


@trap("canonical", "the canonical is another article's")
def another_article(draft: Draft) -> None:
    site, path = _site_and_path(draft)
    words = re.findall(r"[^\W\d_]+", draft.facts.title.lower())
    _move(draft, site + _with_slug(path, quote("-".join(words))))
    slug = draft.rng.choice(("moss-garden", "eel-trap-found", "the-slow-hour", "clockwork-owls-for-sale", "quarry-5"))
    draft.canonical = draft.rng.choice((f"/{slug}/", f"{site}/{slug}", f"{site}/archive/{slug}.html"))


@trap("canonical", "the site's address stands before a whole one")
def nested_address(draft: Draft) -> None:
    site, path = _site_and_path(draft)
    draft.canonical = draft.rng.choice((f"{site}{site}{path}", f"{site}/{site}{path}", f"../..{site}{path}"))


@trap("canonical", "the base element is a folder, the canonical relative to it")
def base_element(draft: Draft) -> None:
    site, path = _site_and_path(draft)
    folder, _, name = path.rstrip("/").rpartition("/")
    draft.base = draft.rng.choice((f"{site}{folder}/", f"{folder}/"))
    draft.canonical = name + ("/" if path.endswith("/") else "")
    draft.url = draft.rng.choice((f"{site}/print/7?x=1", f"{site}{path}?utm_source=mail"))


def _site_and_path(draft: Draft) -> tuple[str, str]:
    parts = urlsplit(draft.facts.canonical)
    return f"https://{parts.netloc}", parts.path


def _move(draft: Draft, url: str) -> None:
    """Give the article another address, wherever it is stated."""
    draft.facts.canonical = draft.url = url
    draft.restate_meta("og:url", url)
    if (node := draft.article_node) and "mainEntityOfPage" in node:
        node["mainEntityOfPage"] = {"@type": "WebPage", "@id": url}


def _with_slug(path: str, slug: str) -> str:
    """The path with this slug as its last segment."""
    return re.sub(r"[^/]+(/?)$", rf"{slug}\1", path)
