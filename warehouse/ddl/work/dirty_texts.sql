create table work.dirty_texts (
    text_no integer not null
);

comment on table work.dirty_texts is
    'Texts whose candidate pairs are looked for: new ones, and those with a gram that is no longer cut. Key: text_no.';
comment on column work.dirty_texts.text_no is
    'Number of the text within this warehouse; means nothing elsewhere and never breaks a tie.';
