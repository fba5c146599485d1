create table dedup.cluster_members (
    article_id varchar not null,
    cluster_id varchar not null
);

comment on table dedup.cluster_members is
    'The cluster of each article. Key: article_id.';
comment on column dedup.cluster_members.article_id is
    'Id of the article, derived from one record under the rules version of the file: from its canonical URL, else from publisher and text as given. Elsewhere: document id, uri.';
comment on column dedup.cluster_members.cluster_id is
    'The cluster of near-identical copies that it belongs to. Elsewhere: duplicate group, parent article.';
