"""Why a candidate was not chosen: every reason that a note of field_evidence may end in, and what it means.

Belongs here: the list, which the data dictionary prints. Does not: refusing or weighing a candidate (the field
packages), the reason of one that lost to another (evidence), reasons for rejecting a record (pipelines.core.reasons).
"""

from collections.abc import Mapping

from pipelines.core.normalization.authors.candidates import NO_PERSON
from pipelines.core.normalization.dates import build_candidate as dates
from pipelines.core.normalization.dates.page_regions import REGIONS
from pipelines.core.normalization.evidence import LONGER, NONE_CHOSEN, OUTWEIGHED, SAME
from pipelines.core.normalization.titles.candidates import SITE
from pipelines.core.normalization.titles.shared import SHARED
from pipelines.core.normalization.urls import refusals as urls
from pipelines.core.records import DATA_SET, NO_VALUE

OLDER = "chosen in a record that is not the current version"
"""Written by the model main.field_evidence."""

REASONS: Mapping[str, str] = {
    SAME: "another source states the same value",
    LONGER: "a title, name or text that holds the chosen one",
    OUTWEIGHED: "sources of more weight state another value; the method of the chosen one follows",
    NONE_CHOSEN: "no value of the field has enough evidence",
    OLDER: "the article has a newer version, whose values are shown",
    NO_VALUE: "what a database or a program writes for a value that is missing",
    DATA_SET: "the collection that the row is of, where a publisher should stand",
    SITE: "the title is the outlet's or the brand's name",
    SHARED: "so many other pages of the host state the title too, with texts of their own",
    NO_PERSON: "an outlet, a team, an agency or an address is credited",
    dates.NOT_READ: "no date, or one of two readings that nothing decides",
    dates.FUTURE: "the day lies after the one on which the page was fetched",
    dates.ZERO_VALUE: "the zero of a clock, such as 1 January 1970",
    dates.REFUSED + dates.OTHER_ARTICLE: "structured data about another article than the page's",
    dates.REFUSED + dates.OTHER_LABEL: "the words before the date name something else, such as an event",
    **{f"{dates.REFUSED}in a {region}": f"it stands in a {region}, outside the article" for region in REGIONS},
    urls.HOME: "the front page of a site",
    urls.OTHER_SITE: "the outlet that the article was taken over from, or one that took it over",
    urls.OTHER_ARTICLE: "its words are those of another headline",
    urls.FOLDER: "a folder that holds the page",
    urls.UNFILLED: "marks or placeholders that a template should have replaced",
    urls.NO_URL: "not an address that a browser could open on the public internet",
    urls.PLACEHOLDER: "a host that documentation uses",
    urls.NO_PAGE: "a feed, a picture or another file",
    urls.OTHER_PORT: "an address with the port of a server behind the site",
    urls.NESTED: "one address within another",
    urls.AMP: "the address of the article's AMP twin, kept to recognise it",
}
"""Reason → its meaning. A reason stands at the end of the note, after what else the note says."""


def reason_in(note: str | None) -> str | None:
    """The reason in the note of a candidate that was not chosen; None if it has none of the list.

    >>> reason_in("declared as en-GB; says the same as the chosen one"), reason_in("outweighed by html.h1")
    ('says the same as the chosen one', 'outweighed by')
    """
    last = (note or "").rpartition("; ")[2]
    return next((reason for reason in REASONS if last == reason or last.startswith(f"{reason} ")), None)
