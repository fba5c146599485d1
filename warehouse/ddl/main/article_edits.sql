comment on view main.article_edits is
    'Every change of an article after it was published: the headline before and after, how many words changed, and whether the source declared a change. Elsewhere: corrections, updates, stealth edits.';
comment on column main.article_edits.article_id is
    'The article.';
comment on column main.article_edits.version is
    'The version after the change, from 2; article_versions has both texts.';
comment on column main.article_edits.publisher_id is
    'Its publisher.';
comment on column main.article_edits.publisher_name is
    'Name of the publisher.';
comment on column main.article_edits.previous_title is
    'Headline before the change.';
comment on column main.article_edits.title is
    'Headline after it.';
comment on column main.article_edits.is_title_changed is
    'Whether the headlines differ.';
comment on column main.article_edits.changed_words is
    'Words of the text that were added or removed since the version before.';
comment on column main.article_edits.same_collection is
    'Whether both versions are from one collection. If not, the texts may differ because a service cut or cleaned one of them, and not because it was edited.';
comment on column main.article_edits.modified_at is
    'When it was changed, as the source declares.';
comment on column main.article_edits.previous_fetched_at is
    'When the version before was fetched: the change is not older.';
comment on column main.article_edits.fetched_at is
    'When the version was fetched: the change is not younger.';
comment on column main.article_edits.is_declared is
    'Whether the source declares a later change than with the version before, or than its publication; false for a silent edit, NULL if there is nothing to compare with.';
