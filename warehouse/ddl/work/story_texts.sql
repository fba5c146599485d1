create table work.story_texts (
    place integer not null,
    text_hash varchar not null
);

comment on table work.story_texts is
    'Texts to read for stories: which, and for which of the clusters that were asked for. Key: place.';
comment on column work.story_texts.place is
    'Number of the cluster among those asked for.';
comment on column work.story_texts.text_hash is
    'Hash of the body.';
