"""Whether two articles are one cluster and one story, and why: the decision first, then what it rests on.

Belongs here: which of the possible reasons it was, in words. Does not: what a measure speaks for (explain_reasons),
what two texts share (explain_measures), numbers as they are stored (explain_details).
"""

from collections.abc import Iterator

from pipelines.commands.explain_links import Chain, Compared, Event
from pipelines.commands.explain_reasons import copy_reasons, event_reasons, reason_lines
from pipelines.commands.row_dicts import Row
from pipelines.commands.terminal import bar, percent
from pipelines.core.matching.clustering.linkage import SCALE
from pipelines.core.matching.pairs.score import THRESHOLD

NAMES = ("A", "B")

LIMIT = percent(THRESHOLD / SCALE)


def decision(compared: Compared) -> str:
    """The decision in one sentence."""
    if compared.is_one_cluster:
        return "A and B are copies of one text, and so one story."
    if compared.is_one_story:
        return "A and B are no copies of one text, but tell one story."
    return "A and B are neither copies of one text nor one story."


def cluster_reasons(compared: Compared) -> Iterator[str]:
    """Why both are, or are not, in one cluster."""
    yield f"Why they are {'' if compared.is_one_cluster else 'no '}copies"
    if rule := _ruling(compared, "cluster"):
        yield f"  {_rule_words(rule)}"
    elif compared.is_one_cluster:
        yield from _why_copies(compared)
    else:
        yield f"  {_why_no_copies(compared)}"
    if compared.weighed:
        yield f"  likelihood by their texts alone  {_chance(compared.weighed.score / SCALE)}"
        yield f"  clusters are merged if it is {LIMIT} or more in the mean over all pairs between them"
        yield from reason_lines(copy_reasons(compared.weighed))


def story_reasons(compared: Compared) -> Iterator[str]:
    """Why both are, or are not, in one story."""
    yield f"Why they are {'' if compared.is_one_story else 'not '}one story"
    if compared.is_one_cluster:
        yield "  Copies of one text always are."
        return
    if rule := _ruling(compared, "story"):
        yield f"  {_rule_words(rule)}"
    elif compared.is_one_story:
        yield from _why_one_story(compared)
    else:
        yield f"  {_why_no_story(compared)}"
    if compared.event:
        yield from _event_lines(compared, compared.event)


def _event_lines(compared: Compared, event: Event) -> Iterator[str]:
    yield f"  likelihood of one event  {_chance(event.chance)}"
    yield "  stories are merged if it is 50% or more by the mean likeness over all pairs of their clusters"
    if set(event.article_ids) != {compared.left["article_id"], compared.right["article_id"]}:
        yield f"  compared for their clusters: {' and '.join(event.article_ids)}"
    yield from reason_lines(event_reasons(event.parts, event.terms, event.days))


def _why_copies(compared: Compared) -> Iterator[str]:
    if compared.left["text_hash"] == compared.right["text_hash"]:
        yield "  Their texts are the same, word for word."
        return
    if compared.weighed and compared.weighed.score >= THRESHOLD:
        yield "  Their texts make it likely."
        return
    yield "  Their texts alone would not make them copies; other copies hold them together:"
    yield from _chain_lines(compared.cluster_chain)


def _why_no_copies(compared: Compared) -> str:
    found = compared.weighed
    if found is None:
        return f"{_which(compared, 'body')} no text, and copies are found by their texts."
    if found.is_template:
        return (
            f"They are two fillings of one template: of the names and numbers in the same places {found.differ} differ"
            f" and {found.agree} agree."
        )
    if found.is_quote:
        return "All that they have in common is what somebody said."
    if found.score < THRESHOLD:
        return "They share too little." if found.shared_words else "They share no four words in a row."
    return (
        "Their texts alone would make them copies, but their clusters as a whole are less alike, or a line of the"
        " overrides keeps these apart."
    )


def _why_one_story(compared: Compared) -> Iterator[str]:
    if len(compared.story_chain) > 1:
        yield "  Other clusters of the story lie between them:"
        yield from _chain_lines(compared.story_chain)
    elif compared.story_chain:
        edge = compared.story_chain[0][2]
        kind = {"override": "A line of the overrides joins their clusters.",
                "shared_passage": "They share a long passage and tell much the same."}  # fmt: skip
        yield f"  {kind.get(edge['relation'], 'What they tell is alike enough.')}"
    else:
        yield "  Their stories as a whole are alike enough."


def _why_no_story(compared: Compared) -> str:
    left, right = compared.left["language"], compared.right["language"]
    if "fillings" in compared.relations:
        return "They fill one template with other facts, or share the standing text of one publisher alone."
    if left and right and left != right:
        return f"They are in different languages, {left} and {right}; a story is told in one."
    if not (left and right):
        return f"{_which(compared, 'language')} no known language."
    if compared.event is None:
        return "Of one of the two no time is known, so that they are not compared."
    if compared.event.chance < 0.5:
        return "What they tell is not alike enough."
    return (
        "What the two tell is alike enough, but their stories as a whole are not, or a line of the overrides keeps"
        " these apart."
    )


def _ruling(compared: Compared, level: str) -> Row | None:
    """The line of the overrides that decided at this level: what must be one cluster is one story, what must not be one
    story is no cluster.
    """
    is_one = compared.is_one_cluster if level == "cluster" else compared.is_one_story
    rule = "must_join" if is_one else "must_not_join"
    decisive = {level, "cluster" if is_one else "story"}
    return next(
        (r for r in compared.rules if (r["status"], r["rule"]) == ("obeyed", rule) and r["level"] in decisive), None
    )


def _rule_words(rule: Row) -> str:
    return f"A person decided it, in line {rule['line']} of the overrides: {rule['line_text']}"


def _chain_lines(chain: Chain) -> Iterator[str]:
    for one, two, edge in chain:
        if edge["relation"] == "override" or edge.get("origin") == "override":
            how = "joined by a line of the overrides"
        else:
            how = f"likelihood {percent(edge['score'])}"
            how += f", both have {', '.join(edge['shared_terms'][:5])}" if edge.get("shared_terms") else ""
        yield f"    {one} → {two}: {how}"


def _which(compared: Compared, column: str) -> str:
    lacking = [name for name, row in zip(NAMES, (compared.left, compared.right), strict=True) if not row[column]]
    return "A and B have" if len(lacking) == 2 else f"{lacking[0]} has"


def _chance(chance: float) -> str:
    return f"{bar(chance)}  {percent(chance)}"
