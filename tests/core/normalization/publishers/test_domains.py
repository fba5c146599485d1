"""Which domain stands for the outlet behind an address."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.core.normalization.publishers.domains import normal_name, registrable_domain


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://www.veldt.example/a", "veldt.example"),
        ("http://m.elleryherald.com:80/story/x.html?y=1", "elleryherald.com"),
        ("news.veldt.co.uk", "veldt.co.uk"),
        ("WWW.Veldt.Example.", "veldt.example"),
        ("https://ada.blogspot.com/2024/a.html", "ada.blogspot.com"),
        ("https://ada.github.io/a", "ada.github.io"),
        ("https://ada.wordpress.com/a", "ada.wordpress.com"),
        ("https://www.wordpress.com/a", "wordpress.com"),
        ("https://ada.substack.com/p/a", "ada.substack.com"),
        ("https://münchen.example/a", "xn--mnchen-3ya.example"),
        ("xn--mnchen-3ya.example", "xn--mnchen-3ya.example"),
        ("https://www.google.com/amp/s/amp.veldt.example/a", "veldt.example"),
        ("https://amp-veldt-example.cdn.ampproject.org/v/s/amp.veldt.example/a", "veldt.example"),
        ("https://amp-veldt-example.cdn.ampproject.org/", "veldt.example"),
        ("https://web.archive.org/web/20240102030405id_/http://veldt.example/a?b=1", "veldt.example"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fveldt.example%2Fa", "veldt.example"),
        ("https://veldt.example@evil.example/a", "evil.example"),
    ],
)
def test_the_outlet_behind(address: str, domain: str) -> None:
    assert registrable_domain(address) == domain


@pytest.mark.parametrize(
    "address",
    [
        "",
        "Reuters",
        "Dr. No",
        "http://10.0.0.1/a",
        "10.0.0.1",
        "http://[::1]/a",
        "localhost",
        "co.uk",
        "https://t.co/x",
        "No. 9",
    ],
)
def test_no_outlet(address: str) -> None:
    assert registrable_domain(address) is None


@given(st.text(max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_text(text: str) -> None:
    domain = registrable_domain(text)
    assert domain is None or registrable_domain(domain) == domain
    name = normal_name(text)
    assert name is None or normal_name(name) == name
