-- Words of the texts that were read which are not stored yet, each once.
select distinct
    batch_words.prefix,
    batch_words.term_hash,
    batch_words.word
from work.batch_words
left join dedup.story_words
    on batch_words.term_hash = story_words.term_hash and batch_words.word = story_words.word
where story_words.word_no is null
