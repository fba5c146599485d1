"""Steps: one function per table that Python makes, `(engine, settings) → counts`, and the registry of them.

Belongs here: which step makes which tables from which. Does not: Dagster, or the tables that SQL alone makes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import TYPE_CHECKING

from pipelines.settings import Settings

if TYPE_CHECKING:
    from warehouse.engine import Engine  # the command line names steps before it loads what they work on

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Step:
    """A function that makes tables: `module:function`, imported when it is run.

    tables: what it writes and others read, the first being the one it is named after; reads: what must be there before
    arguments: keyword arguments of the function that a caller has bound
    """

    function: str
    tables: tuple[str, ...]
    reads: tuple[str, ...] = ()
    arguments: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def name(self) -> str:
        return self.tables[0]

    def bind(self, **arguments: object) -> "Step":
        """The same step with keyword arguments for its function."""
        return replace(self, arguments=arguments)

    def load(self) -> Callable[..., Counts]:
        """Import the function; what it needs takes up to seconds."""
        module, function = self.function.split(":")
        step: Callable[..., Counts] = getattr(import_module(module), function)
        return step

    def run(self, engine: "Engine", settings: Settings) -> Counts:
        """Run the step; returns what it counted, by name."""
        return self.load()(engine, settings, **self.arguments)


STEPS: tuple[Step, ...] = (
    Step(
        "pipelines.steps.ingest:ingest",
        tables=(
            "main.source_files",
            "main.article_records",
            "main.rejections",
            "main.overrides",
            "main.removals",
            "main.publisher_groups",
            "staging.articles",
            "staging.field_evidence",
            "staging.url_claims",
            "staging.shared_titles",
            "staging.replaced_titles",
            "staging.removed_passages",
            "work.texts",
            "work.removed_records",
            "work.changed_outlets",
            "work.changed_overrides",
            "work.run",
        ),
    ),
    Step(
        "pipelines.steps.version_changes:version_changes",
        tables=("staging.version_changes",),
        reads=("work.version_pairs", "work.scope_current_articles"),
    ),
    Step(
        "pipelines.steps.copies:copies",
        tables=(
            "dedup.text_pairs",
            "dedup.article_texts",
            "dedup.cluster_members",
            "dedup.clusters",
            "dedup.cut_grams",
            "dedup.family_pairs",
            "dedup.fingerprints",
            "dedup.texts",
            "work.changed_clusters",
            "work.changed_postings",
            "work.retired_cluster_ids",
        ),
        reads=(
            "main.overrides",
            "staging.current_articles",
            "staging.text_bodies",
            "work.changed_overrides",
            "work.scope_current_articles",
            "work.texts",
        ),
    ),
    Step(
        "pipelines.steps.stories:stories",
        tables=(
            "dedup.story_members",
            "dedup.story_edges",
            "dedup.story_terms",
            "dedup.story_words",
            "work.relinked_clusters",
            "work.retired_story_ids",
        ),
        reads=(
            "main.overrides",
            "staging.current_articles",
            "work.removed_records",
            "work.story_clusters",
            "work.story_passages",
            "work.texts",
            "work.touched_clusters",
        ),
    ),
    Step(
        "pipelines.steps.search_index:search_index",
        tables=("search.articles", "search.postings", "search.words"),
        reads=("main.articles", "work.outdated_search_articles", "work.removed_records"),
    ),
)
