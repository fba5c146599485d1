create table main.stories (
    story_id varchar not null,
    title varchar,
    representative_article_id varchar not null,
    first_article_id varchar,
    cluster_count bigint not null,
    article_count bigint not null,
    publisher_count bigint not null,
    first_published_date date,
    last_published_date date,
    language varchar
);

comment on table main.stories is
    'Clusters that report the same thing in one language: retold with shared passages, or independent reports of one event within a few days. Every cluster is in exactly one story. Elsewhere: event, topic cluster; not a single article. Key: story_id.';
comment on column main.stories.story_id is
    'Id of the story. Elsewhere: event id.';
comment on column main.stories.title is
    'Headline of the representative.';
comment on column main.stories.representative_article_id is
    'The article that represents it: the representative of the cluster most similar to the others. Elsewhere: lead document.';
comment on column main.stories.first_article_id is
    'The article published first; NULL if the known times do not decide it.';
comment on column main.stories.cluster_count is
    'Clusters in it.';
comment on column main.stories.article_count is
    'Articles in it, copies included.';
comment on column main.stories.publisher_count is
    'Publishers that carried it.';
comment on column main.stories.first_published_date is
    'Earliest publication date of its articles.';
comment on column main.stories.last_published_date is
    'Latest publication date of its articles.';
comment on column main.stories.language is
    'Language of the representative, as ISO 639-1 code.';
