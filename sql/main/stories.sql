-- Each story with counts and dates of its articles; its representative is the cluster most similar to the others.
with members as (
    select
        story_members.story_id,
        story_members.cluster_id
    from dedup.story_members
    inner join work.scope_stories on story_members.story_id = scope_stories.story_id
),

links as (
    select
        story_edges.left_cluster_id,
        story_edges.right_cluster_id,
        max(story_edges.score) as score
    from dedup.story_edges
    inner join members as lefts on story_edges.left_cluster_id = lefts.cluster_id
    inner join members as rights on story_edges.right_cluster_id = rights.cluster_id
    where lefts.story_id = rights.story_id
    group by story_edges.left_cluster_id, story_edges.right_cluster_id
),

both_ways as (
    select
        links.left_cluster_id as cluster_id,
        links.score
    from links
    union all
    select
        links.right_cluster_id as cluster_id,
        links.score
    from links
),

similarity as (
    select
        both_ways.cluster_id,
        sum(both_ways.score) as score
    from both_ways
    group by both_ways.cluster_id
),

ranked_clusters as (
    select
        members.story_id,
        duplicate_clusters.representative_article_id,
        row_number() over (
            partition by members.story_id
            order by
                coalesce(similarity.score, 0) desc,
                duplicate_clusters.article_count desc,
                duplicate_clusters.representative_article_id asc
        ) as position
    from members
    inner join main.duplicate_clusters on members.cluster_id = duplicate_clusters.cluster_id
    left join similarity on members.cluster_id = similarity.cluster_id
),

story_articles as (
    select
        members.story_id,
        cluster_members.cluster_id,
        current_articles.article_id,
        current_articles.publisher_id,
        current_articles.published_date,
        current_articles.published_earliest,
        current_articles.published_latest,
        row_number() over (
            partition by members.story_id
            order by current_articles.published_latest asc nulls last, current_articles.article_id asc
        ) as position
    from members
    inner join dedup.cluster_members on members.cluster_id = cluster_members.cluster_id
    inner join staging.current_articles on cluster_members.article_id = current_articles.article_id
),

-- an article is first only if it was certainly published before all others
firsts as (
    select
        earliest_articles.story_id,
        case
            when
                max(
                    case
                        when story_articles.article_id = earliest_articles.article_id then 0
                        when story_articles.published_earliest >= earliest_articles.published_latest then 0
                        else 1
                    end
                ) = 0
                then min(earliest_articles.article_id)
        end as first_article_id
    from story_articles as earliest_articles
    inner join story_articles on earliest_articles.story_id = story_articles.story_id
    where earliest_articles.position = 1
    group by earliest_articles.story_id
),

counted as (
    select
        story_articles.story_id,
        count(distinct story_articles.cluster_id) as cluster_count,
        count(*) as article_count,
        count(distinct story_articles.publisher_id) as publisher_count,
        min(story_articles.published_date) as first_published_date,
        max(story_articles.published_date) as last_published_date
    from story_articles
    group by story_articles.story_id
)

select
    counted.story_id,
    current_articles.title,
    current_articles.article_id as representative_article_id,
    firsts.first_article_id,
    counted.cluster_count,
    counted.article_count,
    counted.publisher_count,
    counted.first_published_date,
    counted.last_published_date,
    current_articles.language
from counted
inner join firsts on counted.story_id = firsts.story_id
inner join ranked_clusters
    on counted.story_id = ranked_clusters.story_id and ranked_clusters.position = 1
inner join staging.current_articles
    on ranked_clusters.representative_article_id = current_articles.article_id
