"""Words that say what a date is one of: publication, change, or something else.

Belongs here: the labels, in the languages news is written in, on folded text. Does not: finding dates beside them.
"""

import re

PUBLISHED = re.compile(
    r"publish|publi[ecé]|posted|first seen|released?\b|issued|filed|uploaded|date posted|release date|"
    r"veroffentlicht|erschienen|erstellt|eingestellt|gepostet|online seit|datum|published|"
    r"publicad|fecha|pubblicat|data di|gepubliceerd|geplaatst|publisert|publicerad|publiserat|udgivet|offentliggjort|"
    r"julkaistu|opublikowan|dodan|data publikacji|publikovan|zverejnen|vydan|objavljen|objavlen|postat|publicat|"
    r"megjelent|kozzetev|опубликован|опублікован|публикац|публикуван|дата|објављен|yayin|eklenme|giris|olusturma|"
    r"δημοσι|تاريخ|نشر|منتشر|انتشار|פורסם|प्रकाशित|প্রকাশ|เผยแพร่|dang|ngay|diterbitkan|dipublikasi|iliyochapishwa|"
    r"発表|公開|掲載|配信|投稿|发布|發布|发表|發表|时间|時間|来源|입력|등록|게시|"
    r"paskelbt|publicet|avaldatud|created|\bdate\b|entry date|parution|mis en ligne|cree le|ecrit le"
)
"""Labels of publication."""

MODIFIED = re.compile(
    r"updat|modifi|revis|last edit|edited|changed|correct|reviewed|as of\b|last verified|"
    r"aktualisier|zuletzt|geandert|stand:|\bstand\b|uberarbeitet|mis a jour|mise a jour|maj le|modifie|actuali[sz]ad|"
    r"actualiz|atualizad|aggiornat|ultima modifica|bijgewerkt|gewijzigd|oppdatert|uppdaterad|opdateret|andrad|paivitetty|"
    r"zaktualizowan|aktualizac|aktualizovan|azurirano|izmijenjeno|frissit|обновлен|изменен|оновлен|актуализ|guncel|"
    r"ενημερω|τελευταια|تحديث|بروز|עודכן|अपडेट|আপডেট|আপডেট|cap nhat|diperbarui|更新|最終|수정|업데이트|atnaujint|atjaun"
)
"""Labels of change."""

OTHER = re.compile(
    r"copyright|©|\(c\)|all rights|expires?|expir|event|when:|starts?|ends?|deadline|born|joined|member since|since \d|"
    r"registered|comment|replied|reply|says:|photo|image|bild:|foto|archiv|retrieved|accessed|abgerufen|zugriff|"
    r"valid until|gultig|available until|verfugbar bis|due date|date of birth|geboren|next|previous|version"
)
"""Labels of something else."""


def label_of(before: str) -> str | None:
    """What the folded text right before a date calls it: published, modified, other, None if nothing.

    >>> label_of("last updated on "), label_of("veroffentlicht am "), label_of("copyright "), label_of("the ")
    ('modified', 'published', 'other', None)
    """
    nearest = [
        (match.end(), name)
        for name, pattern in (("published", PUBLISHED), ("modified", MODIFIED), ("other", OTHER))
        for match in pattern.finditer(before[-60:])
    ]
    return max(nearest)[1] if nearest else None
