create table work.touched_texts (
    text_no integer not null
);

comment on table work.touched_texts is
    'Texts that an article left or came to. Key: text_no.';
comment on column work.touched_texts.text_no is
    'Number of the text within this warehouse; means nothing elsewhere and never breaks a tie.';
