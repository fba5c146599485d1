"""Skeletons: the markup that content management systems put around an article, in our own words.

Belongs here: writing a draft as a page. Does not: what the parts state (draft, heads, traps).
A skeleton is a function from a draft to the HTML of its body element; `write` adds the head.
"""

import json
from collections.abc import Callable, Mapping
from html import escape

from tests.synthetic_pages.draft import Draft


def write(draft: Draft, skeleton: Callable[[Draft], str]) -> str:
    """The whole page."""
    metas = "\n".join(f'<meta {a}="{key}" content="{escape(content)}">' for a, key, content in draft.metas)
    base = "" if draft.base is None else f'<base href="{escape(draft.base)}">'
    link = base if draft.canonical is None else base + f'<link rel="canonical" href="{escape(draft.canonical)}">'
    graph = {"@context": "https://schema.org", "@graph": draft.jsonld}
    script = f'<script type="application/ld+json">{json.dumps(graph, ensure_ascii=False)}</script>'
    return (
        f'<!DOCTYPE html>\n<html lang="{draft.lang}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(draft.title)}</title>\n{metas}\n{link}\n{script if draft.jsonld else ''}\n"
        f"</head>\n<body>\n{skeleton(draft)}\n</body>\n</html>\n"
    )


def _menu(draft: Draft, item: str) -> str:
    words = (*draft.facts.language.menu, *draft.facts.language.sections)
    return "".join(item.format(f'<a href="/{i}/">{escape(word)}</a>') for i, word in enumerate(words))


def _text(draft: Draft, pattern: str = "<p>{}</p>\n") -> str:
    return "".join(pattern.format(paragraph) for paragraph in draft.paragraphs)


def _heading(draft: Draft, attributes: str = "") -> str:
    return f"<{draft.heading_tag}{attributes}>{draft.heading}</{draft.heading_tag}>" if draft.heading else ""


def _all(blocks: list[str]) -> str:
    return "\n".join(blocks)


def classic_blog(draft: Draft) -> str:
    """A blog theme of the older kind: entry-header, entry-meta, entry-content, a sidebar of widgets."""
    heading = _heading(draft, ' class="entry-title"')
    byline = f'<span class="byline"><span class="author vcard">{draft.byline}</span></span>' if draft.byline else ""
    return f"""<div id="page" class="site"><header id="masthead" class="site-header">
<p class="site-title">{draft.logo}</p>
<nav class="main-navigation"><ul>{_menu(draft, '<li class="menu-item">{}</li>')}</ul></nav></header>
<main id="main">{_all(draft.above)}<article class="post type-post hentry"><header class="entry-header">{heading}
<div class="entry-meta"><span class="posted-on">{draft.date}</span> {byline}</div></header>
<div class="entry-content">
{_text(draft)}</div>{_all(draft.after)}</article>{_all(draft.below)}</main>
<aside id="secondary" class="widget-area">{_all(draft.beside)}</aside>
<footer class="site-footer">© {draft.facts.publisher}</footer></div>"""


def node_fields(draft: Draft) -> str:
    """A page of nodes and fields: the headline in a block of its own, outside the article element."""
    byline = f'<div class="field field--name-field-author">{draft.byline}</div>' if draft.byline else ""
    return f"""<div class="page-wrapper"><header role="banner"><div class="site-branding__name">{draft.logo}</div>
<nav role="navigation"><ul>{_menu(draft, "<li>{}</li>")}</ul></nav></header><main role="main">{_all(draft.above)}
<div class="block page-title-block">{_heading(draft, ' class="page-title"')}</div>
<article class="node node--type-article"><div class="node__meta">{byline}
<span class="submitted">{draft.date}</span></div>
<div class="node__content"><div class="text-content field field--name-body">
{_text(draft)}</div>{_all(draft.after)}</div></article>{_all(draft.below)}</main>
<aside class="layout-sidebar">{_all(draft.beside)}</aside><footer>{draft.facts.publisher}</footer></div>"""


def news_record(draft: Draft) -> str:
    """A page of content elements: frames, a news record with microdata."""
    byline = f'<span class="news-list-author" itemprop="author">{draft.byline}</span>' if draft.byline else ""
    return f"""<div class="body-bg"><header class="navbar"><div class="navbar-brand">{draft.logo}</div>
<nav><ul>{_menu(draft, '<li class="nav-item">{}</li>')}</ul></nav></header>
<main class="main-section">{_all(draft.above)}
<div class="frame"><div class="news news-single"><div class="article" itemscope itemtype="http://schema.org/Article">
{_heading(draft, ' itemprop="headline"')}<p class="news-extra">
<span class="news-list-date">{draft.date}</span> {byline}</p>
<div class="news-text-wrap" itemprop="articleBody">
{_text(draft)}</div>{_all(draft.after)}</div></div></div>{_all(draft.below)}</main>
<div class="col-md-4">{_all(draft.beside)}</div><footer>{draft.facts.publisher}</footer></div>"""


def hashed_classes(draft: Draft) -> str:
    """A page built by a front-end framework: class names with hashes, no semantics but the article element."""
    byline = f'<div class="Byline_root__x81Ab"><span class="Byline_names__q2">{draft.byline}</span></div>'
    return f"""<div id="__next"><div class="Layout_wrap__pL3xq"><header class="Header_root__a8Tz1">{draft.logo}
<ul class="Header_menu__Qe7dd">{_menu(draft, '<li class="Header_item__u1QkB">{}</li>')}</ul></header>
<main>{_all(draft.above)}
<article class="Story_root__m3">{_heading(draft, ' class="Story_headline__zz1"')}
{byline if draft.byline else ""}<div class="Story_date__0kd">{draft.date}</div>
<div class="Story_text__ux9">
{_text(draft, '<p class="Text_p__j2">{}</p>' + chr(10))}</div>{_all(draft.after)}</article>{_all(draft.below)}</main>
<div class="Rail_root__b7">{_all(draft.beside)}</div>
<div class="Footer_root__9mS1c">{draft.facts.publisher}</div></div></div>"""


def blocks_of_a_chain(draft: Draft) -> str:
    """A newspaper chain's page of blocks: b-headline, b-byline, b-date, a right rail."""
    byline = f'<div class="b-byline"><span class="b-byline__names">{draft.byline}</span></div>' if draft.byline else ""
    return f"""<div id="fusion-app"><header class="page-header b-header-nav-chain">{draft.logo}
<ul class="c-stack b-horizontal-links">{_menu(draft, '<li class="c-link-item">{}</li>')}</ul></header>
<section class="main b-article-right-rail__main">{_all(draft.above)}{_heading(draft, ' class="b-headline"')}
{byline}<div class="b-date">{draft.date}</div><article class="b-article-body">
{_text(draft, '<p class="c-paragraph">{}</p>' + chr(10))}</article>{_all(draft.after)}{_all(draft.below)}</section>
<section class="b-article-right-rail__rail">{_all(draft.beside)}</section>
<footer>{draft.facts.publisher}</footer></div>"""


def hosted_blog(draft: Draft) -> str:
    """A hosted blog: the heading an h3 or what the draft says, author and time in the post's own footer."""
    byline = f"<span class='post-author vcard'><span class='fn'>{draft.byline}</span></span>" if draft.byline else ""
    return f"""<div class='content-outer'><div class='header section'><div class='titlewrapper'>{draft.logo}</div></div>
<div class='main section'><div class='widget Blog'><div class='blog-posts hfeed'>{_all(draft.above)}
<div class='post hentry'>{_heading(draft, " class='post-title entry-title'")}<div class='post-body entry-content'>
{_text(draft)}</div><div class='post-footer'><div class='post-footer-line'>{byline}
<span class='post-timestamp'>{draft.date}</span></div></div>{_all(draft.after)}</div></div></div>{_all(draft.below)}
</div><div class='sidebar section'>{_all(draft.beside)}</div></div>"""


def tables(draft: Draft) -> str:
    """A page of tables from long ago; the byline is a paragraph in bold."""
    byline = f"<p class=byline><b>{draft.byline}</b></p>" if draft.byline else ""
    return f"""<TABLE WIDTH=760><TR><TD COLSPAN=3><FONT SIZE=4><B>{draft.logo}</B></FONT></TD></TR><TR VALIGN=top>
<TD WIDTH=120><FONT SIZE=1>{_menu(draft, "{}<BR>")}</FONT></TD><TD WIDTH=480>{_all(draft.above)}{_heading(draft)}
{byline}<P><FONT SIZE=2>{draft.date}</FONT></P>
{_text(draft)}{_all(draft.after)}{_all(draft.below)}</TD><TD WIDTH=160>{_all(draft.beside)}</TD></TR></TABLE>"""


def amp_like(draft: Draft) -> str:
    """A reduced page for telephones: sections with a few classes of their own."""
    byline = f'<address class="author-line">{draft.byline}</address>' if draft.byline else ""
    return f"""<header class="bar">{draft.logo}</header><div class="page">{_all(draft.above)}<article>
<header>{_heading(draft)}{byline}<p class="stamp">{draft.date}</p></header><section class="copy-text">
{_text(draft)}</section>{_all(draft.after)}</article>{_all(draft.below)}{_all(draft.beside)}</div>
<footer class="bar">{_menu(draft, "{} ")}</footer>"""


SKELETONS: Mapping[str, Callable[[Draft], str]] = {
    skeleton.__name__: skeleton
    for skeleton in (
        classic_blog, node_fields, news_record, hashed_classes, blocks_of_a_chain, hosted_blog, tables, amp_like,
    )
}  # fmt: skip
