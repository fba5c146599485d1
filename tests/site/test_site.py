"""What would make a page load from elsewhere is found, whatever it stands in; what a reader may follow is not."""

from pathlib import Path

import pytest

from tests.site import external_links, foreign_loads, problems

LOADS = [
    '<script src="https://cdn.example/a.js"></script>',
    '<script src="//cdn.example/a.js"></script>',
    '<link rel="stylesheet" href="http://cdn.example/a.css">',
    '<link rel=preconnect href="https://fonts.example">',
    '<img src="HTTPS://cdn.example/a.png">',
    '<img srcset="a.png 1x, https://cdn.example/a.png 2x">',
    '<p style="background: url(https://cdn.example/a.png)">a</p>',
    "<style>@import 'https://cdn.example/a.css';</style>",
    "<style>@font-face { src: url( //cdn.example/a.woff2 ) }</style>",
    '<iframe src="https://cdn.example/"></iframe>',
    '<video poster="https://cdn.example/a.png"><source src="https://cdn.example/a.mp4"></video>',
    '<svg><image href="https://cdn.example/a.png"/></svg>',
    '<svg xmlns:xlink="x"><use xlink:href="https://cdn.example/a.svg#b"/></svg>',
    '<form action="https://search.example"><input></form>',
    '<meta http-equiv="refresh" content="0; url=https://a.example">',
    '<base href="https://a.example/">',
    '<object data="ftp://a.example/a"></object>',
]

QUIET = [
    '<a href="https://a.example">a</a>',
    '<img src="data:image/png;base64,AA=="><img src="_static/a.png">',
    '<script src="_static/a.js"></script><link rel="next" href="b.html">',
    "<style>/* @import 'https://a.example' */ p { background: url(a.png) }</style>",
    '<meta name="description" content="5; url=nothing"><form action="search.html"></form>',
    "<p>https://a.example and //b.example are text</p>",
]


@pytest.mark.parametrize("page", LOADS)
def test_what_loads_from_elsewhere_is_found(page: str) -> None:
    assert foreign_loads(f"<html><body>{page}</body></html>")


@pytest.mark.parametrize("page", QUIET)
def test_what_loads_nothing_is_let_be(page: str) -> None:
    assert foreign_loads(f"<html><body>{page}</body></html>") == []


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<h1 id="top">A</h1><a href="b.html#end">b</a><a href="#top">top</a>')
    (tmp_path / "b.html").write_text('<p>B</p><a href="c.html">c</a><a href="https://d.example/">d</a>')
    (tmp_path / "s.css").write_text("@import url(https://e.example/x.css)")
    assert [line.partition(": ")[2] for line in problems(tmp_path)] == [
        "b.html#end leads nowhere",
        "c.html leads nowhere",
        "loads https://e.example/x.css",
    ]
    assert external_links(tmp_path) == ["https://d.example/"]
