create table work.certain_links (
    left_cluster_id varchar not null,
    right_cluster_id varchar not null,
    relation varchar not null,
    score integer not null,
    left_article_id varchar not null,
    right_article_id varchar not null
);

comment on table work.certain_links is
    'Links between clusters that hold whatever their texts are about. Key: left_cluster_id, right_cluster_id, relation.';
comment on column work.certain_links.left_cluster_id is
    'The smaller cluster id.';
comment on column work.certain_links.right_cluster_id is
    'The larger cluster id.';
comment on column work.certain_links.relation is
    'override (a person said so) or shared_passage.';
comment on column work.certain_links.score is
    '10000, or 0 where a person keeps the two apart.';
comment on column work.certain_links.left_article_id is
    'The article of the left cluster that was named or compared.';
comment on column work.certain_links.right_article_id is
    'The article of the right cluster that was named or compared.';
