"""The guard: each construct that other engines read differently is refused, and plain SQL is not."""

from datetime import UTC, datetime

import pytest
from sqlglot import exp

from warehouse import catalog, portability

REFUSED = {
    "select hash(x) as h from t": "hash",
    "select a[i] as x from t": "subscript",
    "select array_agg(x order by y) as xs from t": "array_agg",
    "select array_slice(a, i, j) as x from t": "array_slice",
    "select [z for z in a] as x from t": "comprehension",
    "with recursive r(a) using key (a) as (select 1 union select a from r) select a from r": "key",
    "select a.x from a asof join b on a.x >= b.x": "asof",
    "select t.n from a cross join unnest(a.ns) as t (n) inner join b on t.n = b.n": "join after unnest",
    "select u.v from t cross join unnest(t.a) with ordinality as u(v, o)": "ordinality",
    "select len(a) as n from t": "len",
    "select extract(isodow from d) as day from t": "ISODOW",
    "select isodow(d) as day from t": "ISODOW",
    "select dayofweek(d) as day from t": "DAYOFWEEK",
    "select a / 3600.0 as hours from t": "decimal",
    "select * from t qualify row_number() over (order by x) = 1": "qualify",
}

ORDERLESS = (
    "select row_number() over () as n from t",
    "select row_number() over (partition by a) as n from t",
    "select a + rank() over () as n from t",
    "select ntile(4) over (partition by a) as n from t",
    "select lag(a) over (partition by b) as before from t",
    "select first_value(a) over () as x from t",
    "select last_value(a ignore nulls) over (partition by b) as x from t",
    "select sum(a) over (rows between 2 preceding and current row) as x from t",
    "select row_number() over w as n from t window w as (partition by a)",
    "select a from t qualify row_number() over (partition by b) = 1",
    "with u as (select a, row_number() over () as n from t) select a from u where n = 1",
    "select any_value(a) as x from t group by b",
    "select first(a) as x from t group by b",
    "select last(a) as x from t group by b",
    "select arg_min(a, b) as x from t",
    "select max_by(a, b) as x from t",
    "select mode(a) as x from t",
    "select list(a) as x from t",
    "select array_agg(a) as x from t group by b",
    "select string_agg(a, ',') as x from t group by b",
    "select distinct on (a) a, b from t",
    "select a from t limit 5",
    "select a from (select a from t limit $n) as u order by a",
    "select a from t using sample 10",
)
"""Each gives other rows, or other values, if its rows arrive in another order."""


@pytest.mark.parametrize("sql", ORDERLESS)
def test_what_depends_on_the_order_of_arrival_is_refused(sql: str) -> None:
    assert any("order" in each or "any;" in each or "other rows" in each for each in portability.problems(sql))


@pytest.mark.parametrize(
    "sql",
    [
        "select row_number() over (partition by a order by b) as n from t",
        "select count(*) over () as n, min(a) over (partition by b) as least, sum(c) over (partition by b) as s from t",
        "select avg(a) over (partition by b order by d rows between 8 preceding and 1 preceding) as x from t",
        "select rank() over w as n from t window w as (partition by a order by b)",
        "select list_sort(array_agg(a)) as x, array_length(array_agg(distinct a)) as n from t group by b",
        "select array_sort(array_distinct(array_agg(a))) as x from t group by b",
        "select lag(a ignore nulls) over (order by b) as before from t",
        "select a from t order by a limit 5",
        "select 1 from t limit 1",
        "select t.n from a inner join b on a.n = b.n cross join unnest(a.ns) as t (n)",
        "select * from t limit 0",
    ],
)
def test_what_does_not_passes(sql: str) -> None:
    assert portability.problems(sql) == []


@pytest.mark.parametrize(("sql", "word"), REFUSED.items())
def test_what_means_something_else_on_spark_is_refused(sql: str, word: str) -> None:
    found = portability.problems(sql)
    assert any(word in problem for problem in found), found
    with pytest.raises(ValueError, match=word):
        portability.transpile(sql, "spark")


def test_plain_sql_passes_and_is_written_for_spark() -> None:
    sql = "select t.a, count(*) filter (where t.b > 1) as n from s.t group by t.a"
    assert portability.problems(sql) == []
    assert "COUNT(*) FILTER" in portability.transpile(sql, "spark")


@pytest.mark.parametrize("table", sorted(catalog.models()))
def test_no_model_keeps_some_rows_as_they_come(table: str) -> None:
    tree = catalog.parse(catalog.models()[table].sql)
    limited = [limit.parent for limit in tree.find_all(exp.Limit)]
    assert all(select is not None and select.args.get("order") for select in limited)


SPELLED_OUT = {
    "select t.a, u.b from main.articles as t join main.stories as u using (story_id)": "ON t.story_id = u.story_id",
    "select story_id from main.articles semi join main.stories using (story_id)": "SELECT articles.story_id",
    "select publisher_id, count(*) as n from main.articles group by all": "GROUP BY publisher_id",
    "select lower(title) as t, a + 1 as b, sum(c) as s from main.articles group by all": "GROUP BY LOWER(title), a + 1",
    "select * exclude (left_period, right_period) from dedup.story_edges": "SELECT left_cluster_id, right_cluster_id, ",
    "select main.articles.title from main.articles": "SELECT articles.title",
    "select str_split(authors, '.') as a from main.articles": r"SPLIT(authors, '\\.')",
    "select 1 from main.articles where regexp_full_match(language, '[a-z]|xx')": r"RLIKE '\\A(?:[a-z]|xx)\\z'",
    "select (with a as (select 1 as b) select a.b from a), (with a as (select 2 as b) from a)": "FROM a_1 AS a",
    "select str_split(authors, ';') as a from main.articles": "SPLIT(authors, ';')",
    "select a from main.articles join main.stories using (b) join main.publishers using (c)": "ON articles.c = ",
}


@pytest.mark.parametrize(("sql", "part"), SPELLED_OUT.items())
def test_what_engines_lack_is_spelled_out(sql: str, part: str) -> None:
    assert part in portability.spark_select(sql)


def test_a_select_for_spark_reads_views_and_has_its_parameters_in_it() -> None:
    sql = (
        "with t as (select a from main.articles where b < $day) select t.a from t join main.stories as s on t.a = $name"
    )
    found = portability.spark_select(sql, {"day": datetime(2031, 5, 1, tzinfo=UTC), "name": "it's"})
    assert "FROM main__articles AS articles" in found and "main__stories AS s" in found and "FROM t " in found
    assert "CAST('2031-05-01 00:00:00+00:00' AS TIMESTAMP)" in found and "t.a = 'it\\'s'" in found
    with pytest.raises(KeyError, match="name"):
        portability.spark_select(sql, {"day": datetime(2031, 5, 1, tzinfo=UTC)})
    with pytest.raises(ValueError, match="len"):
        portability.spark_select("select len(a) as n from t")
