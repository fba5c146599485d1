-- Every pair of articles that was kept, with its longest passage cut from one text, and user rules about copies.
with user_rules as (
    select
        least(overrides.left_article_id, overrides.right_article_id) as left_article_id,
        greatest(overrides.left_article_id, overrides.right_article_id) as right_article_id,
        max(case when overrides.rule = 'must_join' then 1 else 0 end) as is_join
    from main.overrides
    where overrides.status = 'obeyed' and (overrides.level = 'cluster' or overrides.rule = 'must_not_join')
    group by
        least(overrides.left_article_id, overrides.right_article_id),
        greatest(overrides.left_article_id, overrides.right_article_id)
)

select
    article_pairs.left_article_id,
    article_pairs.right_article_id,
    article_pairs.relation,
    cast(article_pairs.score as double) / 10000 as score,
    article_pairs.jaccard,
    article_pairs.containment,
    article_pairs.shared_words,
    article_pairs.longest_passage_words,
    case
        when article_pairs.longest_passage_words > 0
            then substring(articles.body, article_pairs.passage_start + 1, article_pairs.passage_length)
    end as longest_passage,
    article_pairs.same_publisher,
    case when user_rules.is_join is null then 'text' else 'override' end as origin
from dedup.article_pairs
left join main.articles on article_pairs.passage_article_id = articles.article_id
left join user_rules
    on
        article_pairs.left_article_id = user_rules.left_article_id
        and article_pairs.right_article_id = user_rules.right_article_id
union all
select
    user_rules.left_article_id,
    user_rules.right_article_id,
    'near' as relation,
    cast(null as double) as score,
    cast(null as double) as jaccard,
    cast(null as double) as containment,
    cast(null as integer) as shared_words,
    cast(null as integer) as longest_passage_words,
    cast(null as varchar) as longest_passage,
    articles.publisher_id = others.publisher_id as same_publisher,
    'override' as origin
from user_rules
inner join main.articles on user_rules.left_article_id = articles.article_id
inner join main.articles as others on user_rules.right_article_id = others.article_id
left join dedup.article_pairs
    on
        user_rules.left_article_id = article_pairs.left_article_id
        and user_rules.right_article_id = article_pairs.right_article_id
where user_rules.is_join = 1 and article_pairs.left_article_id is null
