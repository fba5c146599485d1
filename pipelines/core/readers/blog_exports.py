"""Exports of blogs, which are feeds of everything in them: WordPress (WXR) and Blogger.

Belongs here: which entries are published posts, what their own elements say. Does not: other entries (feed_entries).

Pages, menus, pictures, comments, templates and drafts are no articles. A post is signed with the name that its author
shows, which WordPress states once for each login at the head of the export; a login is no name.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from pipelines.core.readers.xml_trees import children, local, parse_tree, text_of

WORDPRESS: Final = "wordpress.org/export"
"""A part of the namespaces of WordPress, which end in a version."""

BLOGGER_KIND: Final = re.compile(r"schemas\.google\.com/blogger/2008/kind#(\w{1,20})")

AUTHORS: Final = re.compile(r"<(wp:(?:wp_)?author)>(?:(?!<wp:(?:wp_)?author>).){0,5000}?</\1>", re.S)

NAMES: Final = ("author_display_name", "author_first_name", "author_last_name")

BLANK_LINE: Final = re.compile(r"\n[ \t\r]*\n")
"""What ends a paragraph in the text of a post, which need not hold p elements."""

NO_TIME: Final = re.compile(r"0000-|-0001")
"""Times that WordPress writes for drafts."""


def author_names(head: str) -> Mapping[str, str]:
    """Login → name, as the head of an export states them; empty for any other feed.

    >>> author_names("<wp:author><wp:author_login>desk1</wp:author_login>"
    ...     "<wp:author_display_name><![CDATA[Ida Thorne]]></wp:author_display_name></wp:author>")
    {'desk1': 'Ida Thorne'}
    """
    names: dict[str, str] = {}
    for found in AUTHORS.finditer(head):
        element = parse_tree(f'<a xmlns:wp="{WORDPRESS}">{found[0]}</a>'.encode("utf-8", "replace"))
        stated = {local(each): text_of(each) for each in element.iter()} if element is not None else {}
        shown, first, last = (stated.get(name, "") for name in NAMES)
        if login := stated.get("author_login"):
            names[login] = shown or f"{first} {last}".strip()
    return names


def objection_to_entry(element: Any) -> str | None:
    """Why an entry of a blog's export is no article, None if it is one, or the feed no export."""
    stated = _own(element)
    if "post_type" in stated:
        kind, status = stated["post_type"], stated.get("status", "publish")
        if kind != "post":
            return f"of type {kind} in a blog's export"
        return None if status == "publish" else f"a post with status {status}"
    terms = [each.get("term") or "" for each in children(element) if local(each) == "category"]
    kinds = [found[1] for term in terms if (found := BLOGGER_KIND.search(term))]
    if kinds and "post" not in kinds:
        return f"of type {kinds[0]} in a blog's export"
    is_draft = any(local(each) == "draft" and text_of(each).lower() == "yes" for each in element.iter())
    return "a draft" if is_draft else None


def post_fields(element: Any, names: Mapping[str, str], row: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that WordPress states in its own way; empty for any other entry. row: the fields of any entry."""
    stated = _own(element)
    if "post_type" not in stated:
        return {}
    creator = next((text_of(each) for each in children(element) if local(each) == "creator"), "")
    found: dict[str, Any] = {"authors": names.get(creator)}
    if html := row.get("html"):
        found["html"] = BLANK_LINE.sub("\n<p>\n", html)
    for field, gmt in (("published_at", "post_date_gmt"), ("modified_at", "post_modified_gmt")):
        if (time := stated.get(gmt)) and not NO_TIME.search(time):
            found[field] = f"{time}Z"
        elif (local_time := stated.get(gmt.removesuffix("_gmt"))) and not NO_TIME.search(local_time):
            found[field] = local_time
    excerpt = next((text_of(each) for each in children(element) if each.tag.endswith("/excerpt/}encoded")), "")
    return {**found, "teaser": excerpt} if excerpt else found


def _own(element: Any) -> dict[str, str]:
    """Local name → text of the elements in the namespace of WordPress."""
    return {local(each): text_of(each) for each in children(element) if WORDPRESS in each.tag}
