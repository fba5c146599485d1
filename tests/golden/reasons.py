"""REASONS.md: why records and files are rejected.

Belongs here: the page. Does not: the reasons (pipelines.core.reasons).
"""

from pipelines.core.reasons import REASONS
from tests.golden.examples import Examples
from tests.golden.markdown import code, table

HEAD = """# Why records and files are rejected

Written by `make golden` from `pipelines/core/reasons.py`. The examples, file and detail, are those of `samples/`, else
of the bad input of the tests. What was rejected, and why, is in `main.rejections`; `newsfold explain RECORD_PATH` says
it of one.
"""


def reasons_page(examples: Examples) -> str:
    """The reasons for rejections as a page, in the order of their module."""
    rows = [(f"`{reason}`", text, code(examples["reasons"].get(reason, ""))) for reason, text in REASONS.items()]
    return "\n".join([HEAD, *table(("reason", "what it means, and what to do", "example"), rows)])
