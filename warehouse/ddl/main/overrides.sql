create table main.overrides (
    line integer not null,
    line_text varchar not null,
    rule varchar,
    level varchar,
    left_name varchar,
    right_name varchar,
    left_article_id varchar,
    right_article_id varchar,
    status varchar not null,
    note varchar
);

comment on table main.overrides is
    'What people said about pairs of articles, line by line of the file of overrides, and what came of it. Key: line.';
comment on column main.overrides.line is
    'Line of the file, from 1.';
comment on column main.overrides.line_text is
    'The line as it stands there.';
comment on column main.overrides.rule is
    'must_join or must_not_join; NULL if the line can''t be read.';
comment on column main.overrides.level is
    'cluster (copies of one text) or story (telling one thing).';
comment on column main.overrides.left_name is
    'The one article as named: an id, a URL, or record_path#index.';
comment on column main.overrides.right_name is
    'The other article as named.';
comment on column main.overrides.left_article_id is
    'The article that name is of; NULL while there is none.';
comment on column main.overrides.right_article_id is
    'The article the other name is of; NULL while there is none.';
comment on column main.overrides.status is
    'obeyed, waiting (an article is not there yet) or refused (see rejections).';
comment on column main.overrides.note is
    'Why it is not obeyed.';
