create table staging.removed_passages (
    passage bigint not null
);

comment on table staging.removed_passages is
    'Hashes of passages, titles and addresses of what a person had taken out, by which rejections that quote it are blanked. Key: passage.';
comment on column staging.removed_passages.passage is
    'Hash of six words in a row, of a whole shorter text, or of an address; no word can be read from it.';
