create table dedup.cluster_members (
    article_id varchar not null,
    cluster_id varchar not null
);

comment on table dedup.cluster_members is
    'The cluster of each article. Key: article_id.';
comment on column dedup.cluster_members.article_id is
    'The article: a pure function of one record under the stamped rules (its canonical URL, else publisher as given and text). Elsewhere: document id, uri.';
comment on column dedup.cluster_members.cluster_id is
    'The cluster of near-identical copies it is in. Elsewhere: duplicate group, parent article.';
