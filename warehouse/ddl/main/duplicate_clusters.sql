create table main.duplicate_clusters (
    cluster_id varchar not null,
    representative_article_id varchar not null,
    first_article_id varchar,
    article_count integer not null,
    publisher_count integer not null,
    first_published_date date,
    last_published_date date
);

comment on table main.duplicate_clusters is
    'Clusters of near-identical copies of one text: wire copies, abridged, lightly edited or scanned. Every article is in exactly one cluster, possibly alone. Elsewhere: duplicate group. Key: cluster_id.';
comment on column main.duplicate_clusters.cluster_id is
    'The cluster.';
comment on column main.duplicate_clusters.representative_article_id is
    'The article that represents it: the fullest credible text, then the cleanest, then the first. Elsewhere: lead document, parent article.';
comment on column main.duplicate_clusters.first_article_id is
    'The article published first; NULL if the known times do not decide it.';
comment on column main.duplicate_clusters.article_count is
    'Articles in it.';
comment on column main.duplicate_clusters.publisher_count is
    'Publishers that carried it.';
comment on column main.duplicate_clusters.first_published_date is
    'Earliest calendar date of publication.';
comment on column main.duplicate_clusters.last_published_date is
    'Latest calendar date of publication.';
