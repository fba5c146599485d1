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
    'One row per line of the overrides file: a must-join or must-not-join rule for two articles, and its effect. Key: line.';
comment on column main.overrides.line is
    'Line number in the file, from 1.';
comment on column main.overrides.line_text is
    'The line as written in the file.';
comment on column main.overrides.rule is
    'must_join or must_not_join; NULL if the line is invalid.';
comment on column main.overrides.level is
    'cluster (copies of one text) or story (reports of one thing).';
comment on column main.overrides.left_name is
    'The first article as written: an id, a URL, or record_path#index.';
comment on column main.overrides.right_name is
    'The second article as written.';
comment on column main.overrides.left_article_id is
    'The article with the first name; NULL as long as there is none.';
comment on column main.overrides.right_article_id is
    'The article with the second name; NULL as long as there is none.';
comment on column main.overrides.status is
    'obeyed, waiting (an article does not exist yet) or refused (see rejections).';
comment on column main.overrides.note is
    'Why it was not obeyed.';
