comment on view staging.text_bodies is
    'Texts by text_hash during a run: those that this run read, and those of the previous warehouse version. A hash may occur in several rows, always with the same body.';
comment on column staging.text_bodies.text_hash is
    'Hash of the body.';
comment on column staging.text_bodies.body is
    'The text.';
