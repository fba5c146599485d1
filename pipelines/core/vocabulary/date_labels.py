"""Words that say what a date is one of: publication, change, or something else.

Belongs here: the labels, in the languages news is written in, on folded text. Does not: finding dates beside them.
Words that label other things as often (date, released, created) are no labels here: they neither raise nor refuse.
"""

import re

PUBLISHED = re.compile(
    r"\b(?:publish|publi[ec]|posted|first seen|uploaded|veroffentlicht|erschienen|erstveroff|eingestellt|online seit|"
    r"publicad|pubblicat|gepubliceerd|geplaatst|publisert|publicerad|publiserat|udgivet|offentliggjort|julkaistu|"
    r"opublikowan|data publikacji|dodano|publikovan|zverejnen|objavljen|publicat|megjelent|kozzetev|parution|"
    r"mis en ligne|опубликован|опублікован|публикац|публікац|публикуван|објављен|yayin|eklenme|paskelbt|publicet|"
    r"avaldatud|diterbitkan|dipublikasi|iliyochapishwa|dang ngay|ngay dang)"
    r"|δημοσι|نشر|منتشر|انتشار|פורסם|प्रकाशित|প্রকাশ|เผยแพร่|公開|掲載|配信|投稿日|发布|發布|发表于|發表|입력|등록|게시"
)
"""Labels of publication."""

MODIFIED = re.compile(
    r"\b(?:updat|modifi|revis|last edit|edited|last changed|changed on|corrected|reviewed|last verified|fact-?checked|"
    r"aktualisier|zuletzt|geandert|stand\b|uberarbeitet|mis a jour|mise a jour|maj le|actuali[sz]ad|actualiz|atualizad|"
    r"aggiornat|ultima modifica|bijgewerkt|gewijzigd|oppdatert|uppdaterad|opdateret|andrad|paivitetty|zaktualizowan|"
    r"aktualizac|aktualizovan|azurirano|izmijenjeno|frissit|обновлен|изменен|оновлен|актуализ|guncel|cap nhat|"
    r"diperbarui|atnaujint|atjaun)"
    r"|ενημερω|τελευταια|تحديث|بروز|עודכן|अपडेट|আপডেট|更新|最終|수정|업데이트"
)
"""Labels of change."""

OTHER = re.compile(
    r"©|\(c\) |\b(?:copyright|all rights|expires?|expiry|events?|when|starts?|starting|ends?|deadline|born|"
    r"joined|member since|since \d|registered|comments?|replied|reply|photo|image|bild|foto|archivbild|retrieved|"
    r"accessed|"
    r"abgerufen|zugriff|valid until|gultig|available until|verfugbar bis|due date|geboren|version)\b"
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
