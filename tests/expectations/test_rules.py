"""Every rule holds in a sound warehouse, and each is broken by the damage it is meant to catch."""

import duckdb
import pytest

from expectations import Suite, suites, validate
from warehouse import catalog

SUITES = suites(catalog.lasting_tables())

DERIVED = {"required_values_are_known", "key_is_unique", "columns_as_stated"}
"""Broken by test_derived."""

ALARM = "insert into main.alarms values ('{}', 'all', date '2024-05-01', 9, 1, 'this run', now())"

BREAKS: dict[str, str] = {
    "main.articles.publication_interval_is_whole": """
        update main.articles set published_latest = null where article_id = 'a1'
    """,
    **{
        f"{table}.modification_time_is_whole": f"update {table} set modified_precision = 'day'"
        for table in ("main.articles", "staging.articles", "staging.current_articles")
    },
    "staging.url_claims.records_are_the_articles_that_claims_decide": """
        insert into staging.url_claims by name
        select record_key, 'elsewhere' as declared_article_id, 'https://herald.example/b' as declared_url,
            'link.canonical' as declared_url_method, 0.9 as declared_url_confidence, article_id as own_article_id,
            1 as address_count
        from staging.articles where record_key = 'r1'
    """,
    "staging.replaced_titles.records_have_the_titles_decided": """
        insert into staging.replaced_titles by name
        select record_key, 'herald.example' as publisher_domain, 'News' as stated_title, 'html.h1' as stated_method,
            'h' as stated_content_hash, 'Another' as title, 'html.title' as method
        from staging.articles where record_key = 'r1'
    """,
    "main.articles.one_representative_stands_for_each_cluster": "update main.articles set is_representative = true",
    "main.articles.each_cluster_is_in_one_story": "update main.articles set story_id = 's2' where article_id = 'a2'",
    "main.articles.every_article_is_in_one_cluster": "delete from main.duplicate_clusters where cluster_id = 'c3'",
    "main.articles.every_cluster_is_in_one_story": "update main.stories set article_count = 2 where story_id = 's1'",
    "main.articles.articles_are_those_of_the_records": "delete from main.articles where article_id = 'a4'",
    "main.articles.text_and_its_measures_agree": "update main.articles set body = null where article_id = 'a1'",
    "main.articles.wire_copies_are_marked": "update main.articles set agency = 'Wire'",
    "main.articles.names_have_a_normal_form": "update main.articles set publisher_domain = 'Herald.example/x'",
    "main.articles.every_value_states_its_source": "update main.articles set publisher_method = null",
    "main.articles.clusters_obey_people": """
        insert into main.overrides values
            (2, 'x', 'must_not_join', 'cluster', 'a1', 'a2', 'a1', 'a2', 'obeyed', null)
    """,
    "main.articles.stories_obey_people": """
        insert into main.overrides values (2, 'x', 'must_join', 'story', 'a1', 'a4', 'a1', 'a4', 'obeyed', null)
    """,
    "main.overrides.refusals_are_rejections": """
        insert into main.overrides values (2, 'x', 'must_join', 'story', 'a1', 'a4', 'a1', 'a4', 'refused', 'why')
    """,
    "main.alarms.no_publisher_fell_silent": ALARM.format("silent_publisher"),
    "main.alarms.no_day_has_few_articles": ALARM.format("few_articles"),
    "main.alarms.rejections_are_as_usual": ALARM.format("many_rejections"),
    "main.alarms.dates_are_as_usual": ALARM.format("many_undated"),
    "main.alarms.no_cluster_is_far_larger_than_ever": ALARM.format("large_cluster"),
    "main.publisher_groups.refused_lines_are_rejections": """
        insert into main.publisher_groups (line, line_text, problem) values (2, 'x', 'why')
    """,
    "main.articles.dates_are_of_the_age_of_newspapers": "update main.articles set published_date = date '1066-10-14'",
    "main.articles.no_cluster_swallows_the_rest": """
        insert into main.articles by name
        select * exclude (i) replace (article_id || i as article_id) from main.articles, range(60) as r (i)
        where article_id = 'a1'
    """,
    "main.article_records.places_are_unique": "update main.article_records set record_index = 0",
    "main.article_versions.every_version_has_its_record": "delete from main.article_records where record_key = 'r6'",
    "main.article_versions.versions_count_from_one": "update staging.article_versions set version = 7",
    "main.publishers.publishers_are_those_of_the_articles": "update main.publishers set article_count = 3",
    "main.publishers.dates_are_in_order": "update main.publishers set last_published_date = null",
    "main.id_aliases.no_alias_leads_to_an_alias": """
        insert into main.id_aliases values ('cluster', 'c1', 'c2', 'r', now())
    """,
    "main.removals.what_was_taken_out_is_gone": """
        insert into main.removals select 'article', article_id, 'request', now(), 1 from main.articles
    """,
    "main.removals.keys_are_hashes": "insert into main.removals values ('path', 'nexis/a.txt', 'request', now(), 1)",
    "main.source_files.no_record_is_lost_in_any_file": "delete from main.article_records where record_key = 'r5'",
    "main.source_files.no_record_is_lost_in_sum": "update main.rejections set record_index = null",
    "main.source_files.one_name_has_one_content_at_a_time": "update main.source_files set record_path = 'f1.jsonl'",
    "main.source_files.rejected_are_counted": "update main.source_files set rejected_count = 9",
    "main.rejections.excerpts_are_bounded": "update main.rejections set raw_excerpt = repeat('x', 501)",
    "main.quality_results.nothing_critical_failed": "update main.quality_results set passed = false",
    "main.runs.times_are_in_order": "update main.runs set finished_at = started_at - interval 1 day",
    "main.warehouse_version.there_is_one": "insert into main.warehouse_version values (9, '9', '9')",
    "main.duplicate_pairs.sides_are_ordered": """
        update dedup.article_texts set article_id = 'a1', star_article_id = 'a1'
    """,
    "main.duplicate_pairs.pairs_are_of_articles": "delete from staging.current_articles where article_id = 'a2'",
    "main.duplicate_pairs.passages_stand_in_both_texts": """
        update main.articles set body = 'Else.' where article_id = 'a3'
    """,
    "main.duplicate_pairs.passages_have_their_words": "update dedup.text_pairs set passage_words = -1",
    "main.duplicate_clusters.counts_agree": "update main.duplicate_clusters set publisher_count = 9",
    "main.duplicate_clusters.clusters_are_those_of_the_members": """
        delete from dedup.cluster_members where article_id = 'a1'
    """,
    "main.stories.counts_agree": "update main.stories set cluster_count = 9",
    "main.stories.representatives_are_articles_of_the_story": "update main.stories set first_article_id = 'a4'",
    "main.stories.stories_are_those_of_the_clusters": "delete from main.stories where story_id = 's2'",
    "main.stories.no_story_swallows_the_rest": "update main.stories set article_count = 900",
    "main.story_links.links_name_articles_of_their_clusters": """
        update dedup.story_edges set right_article_id = 'a1'
    """,
    "staging.articles.publication_interval_is_whole": "update staging.articles set published_at = published_latest",
    "staging.articles.nothing_is_published_after_its_fetch": """
        update staging.articles set fetched_at = timestamptz '2001-01-01 00:00:00+00'
    """,
    "staging.articles.every_record_is_normalised_once": "update staging.articles set content_hash = 'h9'",
    "staging.field_evidence.candidates_belong_to_records": "delete from staging.articles where record_key = 'r1'",
    "staging.field_evidence.one_candidate_is_chosen": "update staging.field_evidence set record_key = 'r1'",
    "staging.article_versions.one_version_is_the_latest": "update staging.article_versions set is_latest = true",
    "staging.superseded_texts.every_former_version_keeps_its_text": "delete from staging.superseded_texts",
    "staging.version_changes.a_version_differs_from_the_one_before": """
        update staging.version_changes set previous_content_hash = content_hash
    """,
    "staging.current_articles.publication_interval_is_whole": """
        update staging.current_articles set published_date = null
    """,
    "staging.current_articles.nothing_is_published_after_its_fetch": """
        update staging.current_articles set fetched_at = timestamptz '2001-01-01 00:00:00+00'
    """,
    "dedup.article_texts.articles_are_known": "update staging.current_articles set text_hash = 'other'",
    "dedup.article_texts.stars_have_one_centre": "update dedup.article_texts set star_article_id = 'a4'",
    "dedup.texts.hashes_are_unique": "update dedup.texts set text_hash = 'same'",
    "dedup.texts.every_text_is_of_an_article": "delete from dedup.article_texts where article_id = 'a4'",
    "dedup.texts.every_gram_is_counted": "delete from dedup.fingerprints where text_no = 2",
    "search.articles.every_article_can_be_searched": "delete from search.articles where article_id = 'a2'",
    "search.postings.article_numbers_ascend": "update search.postings set article_nos = [1, 3, 2]",
    "search.postings.every_article_has_places": "update search.postings set places = [[0], [], [4]]",
    "dedup.fingerprints.grams_are_distinct": "update dedup.fingerprints set text_no = 64 * text_no, hashes = [7, 7]",
    "dedup.text_pairs.pairs_are_of_two_texts": "update dedup.text_pairs set right_text_no = 1",
    "dedup.family_pairs.pairs_are_ordered_by_hash": "insert into dedup.family_pairs values (3, 99)",
    "dedup.cluster_members.members_are_the_articles": "delete from dedup.cluster_members where article_id = 'a4'",
    "dedup.clusters.clusters_have_members": "insert into dedup.clusters values ('c9', now())",
    "dedup.story_members.members_are_the_clusters": "delete from dedup.story_members where cluster_id = 'c3'",
    "dedup.story_members.a_story_is_in_one_component": "update dedup.story_members set component_id = cluster_id",
    "dedup.story_edges.sides_are_ordered": "update dedup.story_edges set right_cluster_id = 'c0'",
    "dedup.story_edges.edges_join_clusters": "update dedup.story_edges set right_cluster_id = 'c9'",
    "dedup.story_terms.terms_have_weights": "update dedup.story_terms set term_weights = []",
}
"""`table.expectation` → a change that must break it."""


@pytest.mark.parametrize("suite", SUITES.values(), ids=lambda suite: suite.table)
def test_everything_holds_in_a_sound_warehouse(whole: duckdb.DuckDBPyConnection, suite: Suite) -> None:
    failed = [(v.expectation, v.observed) for v in validate(whole, suite) if not v.passed]
    assert failed == []


@pytest.mark.parametrize("rule", BREAKS)
def test_a_rule_is_broken_by_the_damage_it_is_meant_to_catch(whole: duckdb.DuckDBPyConnection, rule: str) -> None:
    assert is_broken(whole, rule, BREAKS[rule])


def is_broken(whole: duckdb.DuckDBPyConnection, rule: str, change: str) -> bool:
    """Return whether a rule finds rows after a change, which is undone."""
    table, _, name = rule.rpartition(".")
    (found,) = (e for e in SUITES[table].expectations if e.name == name)
    query = found.arguments["unexpected_rows_query"]
    whole.execute("begin")
    try:
        whole.execute(change)
        return whole.execute(f"select count(*) from ({query})").fetchall() != [(0,)]
    finally:
        whole.execute("rollback")


def test_every_rule_has_a_change_that_breaks_it() -> None:
    rules = {
        f"{suite.table}.{e.name}"
        for suite in SUITES.values()
        for e in suite.expectations
        if e.kind == "expect_no_rows" and e.name not in DERIVED
    }
    assert rules == set(BREAKS)


FAR_FROM_THE_FIRST = "".join(
    f"update {table} set {column} = {column} + 1000;"
    for table, column in (
        ("dedup.article_texts", "text_no"), ("dedup.texts", "text_no"), ("dedup.fingerprints", "text_no"),
        ("dedup.text_pairs", "left_text_no"), ("dedup.text_pairs", "right_text_no"),
    )
)  # fmt: skip
"""Texts numbered as in a large warehouse."""

SAID = """
    insert into main.overrides by name
    select 1 as line, 'must_join,cluster,a1,a4' as line_text, 'must_join' as rule, 'cluster' as level,
        'a1' as left_article_id, 'a4' as right_article_id, 'obeyed' as status;
"""


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        (
            "passages_stand_in_both_texts",
            FAR_FROM_THE_FIRST + BREAKS["main.duplicate_pairs.passages_stand_in_both_texts"],
        ),
        ("passages_stand_in_both_texts", "update dedup.text_pairs set left_passage_start = 900"),
        ("sides_are_ordered", FAR_FROM_THE_FIRST + BREAKS["main.duplicate_pairs.sides_are_ordered"]),
        ("pairs_are_of_articles", SAID + "delete from staging.current_articles where article_id = 'a4'"),
    ],
    ids=[
        "a passage of a late text",
        "a passage beyond its text",
        "an order of a late text",
        "a pair that people joined",
    ],
)
def test_no_pair_is_left_out_of_the_audit(whole: duckdb.DuckDBPyConnection, rule: str, change: str) -> None:
    assert is_broken(whole, f"main.duplicate_pairs.{rule}", change)
