"""`newsfold explain A B --details`: the numbers behind a decision, under the names that the code has for them.

Belongs here: stored measures, log odds, parts of a similarity. Does not: saying it in words (explain_decision,
explain_measures).
"""

from collections.abc import Iterator

from pipelines.commands.explain_links import Compared
from pipelines.commands.row_dicts import Row
from pipelines.core.matching.clustering.linkage import SCALE
from pipelines.core.matching.pairs.score import THRESHOLD
from pipelines.core.matching.stories.similarity import STORY_THRESHOLD
from pipelines.core.matching.stories.windows import WINDOW_DAYS

OF_NO_INTEREST = {"left_article_id", "right_article_id", "longest_passage"}


def detail_lines(compared: Compared, pair: Row | None) -> Iterator[str]:
    """The stored pair, the features of its score with what each adds, and the parts of the similarity."""
    yield "Details"
    if pair:
        for name, value in pair.items():
            if name not in OF_NO_INTEREST:
                yield f"  {name:<24} {f'{value:.3f}' if isinstance(value, float) else value}"
    else:
        yield "  no pair is stored: they share too little, or only stop grams (common phrases, boilerplate)"
    if compared.weighed:
        yield f"  score now {compared.weighed.score / SCALE:.4f}; clusters merge at a mean of {THRESHOLD / SCALE:.2f}"
        yield "  evidence for (+) and against (-) a copy, in log odds:"
        for name, value, log_odds in compared.weighed.reasons:
            yield f"    {log_odds:+6.2f}  {name}{'' if name == 'base' else f' = {value:.3f}'}"
    if compared.event:
        yield f"  similarity as one event; stories merge at a mean of {STORY_THRESHOLD / SCALE:.3f}, texts of different"
        yield f"  periods are compared if at most {WINDOW_DAYS} days lie between them:"
        yield from (f"    {part:+6.3f}  {name}" for name, part in compared.event.parts.items())
