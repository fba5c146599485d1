create table work.new_texts (
    text_no integer not null,
    text_hash varchar not null
);

comment on table work.new_texts is
    'Texts that duplicates were never sought for. Key: text_no.';
comment on column work.new_texts.text_no is
    'Number of the text within this warehouse; means nothing elsewhere and never breaks a tie.';
comment on column work.new_texts.text_hash is
    'Hash of the body.';
