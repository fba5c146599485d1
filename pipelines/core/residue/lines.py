"""Lines that extraction left: share bars, sign-up lines, pointers to other articles, rights and source lines.

Belongs here: wordings that make a whole line residue, in the commonest languages of news. Does not: dates
(datelines), names (bylines), pictures (captions).
"""

import re

from pipelines.core.residue.spans import Kind

SHARE_WORDS = (
    r"(?:share(?:\s(?:this|on|via|with|article|story|page|post|now|full))*|tweet|facebook|twitter|x|whatsapp|telegram|linkedin|email"
    r"|e-mail|mail|print|pinterest|reddit|pocket|flipboard|messenger|copy(?:\sthe)?(?:\slink|\surl)|link\scopied|copied|save"
    r"|bookmark|instagram|youtube|tumblr|threads|bluesky|mastodon|viber|vk|line|teilen|drucken|merken|partager|imprimer"
    r"|envoyer|compartir|imprimir|compartilh(?:ar|e)|condividi|stampa|delen|dela|del|jaa|udostępnij|поделиться|paylaş"
    r"|sdílet|シェア|ツイート|分享|공유|facebookでシェア|comments?|kommentare|0|\d{1,5}\s(?:shares|comments)|more|font\ssize|a[+-]|listen)"
)
SHARE = re.compile(
    rf"(?i)^\W{{0,4}}{SHARE_WORDS}(?:[\s,|/·•:&+]{{1,4}}(?:(?:and|via|auf|sur|en|on|by|per)\s)?{SHARE_WORDS}){{0,15}}\W{{0,4}}$"
)
SHARE_LINE = re.compile(
    r"(?i)^\W{0,4}share\sthis\s(?:article|story|post|page|entry|news)(?:\s(?:on|with|via)\b.{0,60})?\W{0,3}$"
)
SHARE_NEEDS = re.compile(
    r"(?i)share|tweet|facebook|twitter|whatsapp|telegram|linkedin|mail|print|copy|teilen|partager|compartir|condividi|delen"
    r"|поделиться|paylaş|シェア|分享|공유|pinterest|compartilh"
)
"""A share bar holds at least one of these: `More` or `0` alone may be a heading or a list."""

SIGNUP = re.compile(
    r"(?i)^\W{0,4}(?:"
    r"(?:please\s)?(?:sign\sup|subscribe|register|join|signup|opt\sin)\b.{0,100}\b(?:newsletters?|inbox|e-?mails?|updates|alerts|channel|mailing\slist|podcast|today|free)\b"
    r"|(?:subscribe|sign\sup)(?:\s(?:now|here|today))?\W{0,3}$"
    r"|(?:get|receive|want)\b.{0,120}\b(?:in|to|straight\sto|delivered\sto|into)\s(?:your|my)\s(?:inbox|e-?mail|mailbox|phone)\b"
    r"|(?:follow|like|find|join|connect\swith|add)\s(?:us|me|@\w+|our|[\w .&'’]{1,40})"
    r"\s(?:on|at|in|channel|page)\b.{0,100}\b(?:facebook|twitter|x|instagram|whatsapp|telegram|youtube|linkedin|google\snews|tiktok|threads|bluesky)\b"
    r"|(?:click|tap)\shere\sto\s(?:subscribe|sign\sup|join|get|read\smore|download|follow)\b"
    r"|download\s(?:the|our)\b.{0,60}\bapp\b"
    r"|(?:our\s|the\s)?newsletter\W{0,3}$|e-?mail\saddress\W{0,3}$|your\semail\W{0,3}$"
    r"|by\s(?:signing\sup|subscribing|submitting|clicking)\b.{0,80}\b(?:agree|accept|consent|terms|privacy)\b"
    r"|(?:abonnieren|melden)\ssie\b.{0,100}\bnewsletter\b|.{0,60}\bnewsletter\s(?:abonnieren|bestellen|anmelden)\W{0,3}$"
    r"|(?:inscrivez|abonnez)[-\s]vous\b.{0,140}|recevez\b.{0,120}\b(?:newsletter|boîte\smail|mail)\b"
    r"|(?:suscríb[ae](?:te|se)|regístr[ae](?:te|se))\b.{0,140}|síguenos\sen\b.{0,100}|recib[ea]\b.{0,100}\b(?:newsletter|boletín|correo)\b"
    r"|iscriviti\salla\snewsletter.{0,100}|seguici\ssu\b.{0,100}"
    r"|(?:assine|inscreva-se|siga-nos|siga\so)\b.{0,100}\b(?:newsletter|canal|whatsapp|telegram|instagram|facebook|twitter|google)\b.{0,40}"
    r"|(?:schrijf\sje\sin|meld\sje\saan)\b.{0,100}|volg\sons\sop\b.{0,80}"
    r"|подпи(?:шитесь|сывайтесь)\b.{0,140}|підпи(?:шіться|суйтесь)\b.{0,140}|zapisz\ssię\b.{0,80}\bnewsletter\w*"
    r"|prenumerera\spå\b.{0,80}\bnyhetsbrev\w*|tilmeld\sdig\b.{0,80}\bnyhedsbrev\w*|meld\sdeg\spå\b.{0,80}\bnyhetsbrev\w*"
    r")[^.!?]{0,100}[.!?:»>→]{0,3}$"
)

READ_MORE = re.compile(
    r"(?i)^\W{0,4}(?:"
    r"(?:read|see|watch|listen|also\sread|read\salso|see\salso|read\sthis|watch\sthis|don[’']t\smiss|must\sread|more\sfrom|more\son|you\smay\salso\slike"
    r"|related|related\s(?:articles?|stor(?:y|ies)|news|posts?|topics?|coverage|content|links?)|recommended(?:\sfor\syou)?|trending(?:\snow)?|editor[’']s\spicks?"
    r"|up\snext|in\sother\snews|more\sstories|top\sstories|explainer|opinion)(?:\smore|\salso|\snext|\snow)?\s?(?:[:|»>]|[-–—]\s)\s?"
    r"|(?:lesen\ssie\sauch|mehr\szum\sthema|mehr\sdazu|auch\sinteressant|siehe\sauch|weitere\sartikel|lesetipp)\s?[:|»>–-]"
    r"|(?:lire\saussi|à\slire\saussi|a\slire\saussi|à\slire|voir\saussi|sur\sle\smême\ssujet|lire\ségalement)\s?[:|»>–-]"
    r"|(?:lea?\stambién|leer\stambién|lee\smás|te\spuede\sinteresar|ver\stambién|además|más\sinformación|noticias?\srelacionadas?)\s?[:|»>–-]"
    r"|(?:leggi\sanche|vedi\sanche|potrebbe\sinteressarti|approfondisci)\s?[:|»>–-]"
    r"|(?:leia\stambém|veja\stambém|saiba\smais|leia\smais)\s?[:|»>–-]"
    r"|(?:lees\sook|lees\smeer|bekijk\sook|zie\sook)\s?[:|»>–-]"
    r"|(?:läs\s(?:också|mer|även)|les\s(?:også|mer)|læs\s(?:også|mere)|lue\s(?:myös|lisää))\s?[:|»>–-]"
    r"|(?:czytaj\s(?:też|także|również|więcej)|zobacz\s(?:też|także|również)|przeczytaj\s(?:też|także|również))\s?[:|»>–-]"
    r"|(?:čtěte\s(?:také|též)|přečtěte\ssi|čítajte\stiež|olvassa\sel|citește\sși|citiți\sși|прочетете\sоще)\s?[:|»>–-]"
    r"|(?:читайте\sтакже|читайте\sтакож|читать\sтакже|смотрите\sтакже)\s?[:|»>–-]"
    r"|(?:baca\sjuga|simak\sjuga|baca\spula|xem\sthêm)\s?[:|»>–-]"
    r"|(?:ayrıca\sbakın|i̇lgili\shaber|ilgili\shaber|bunlar\sda\silginizi)\s?[:|»>–-]"
    r"|(?:यह\sभी\sपढ़ें|ये\sभी\sपढ़ें|এছাড়াও\sপড়ুন|আরও\sপড়ুন|اقرأ\sأيضا|اقرأ\sأيضًا|إقرأ\sأيضا|بیشتر\sبخوانید)\s?[:|»>–-]?"
    r"|【?関連(?:記事|ニュース)】?\s?[:：|】]|あわせて読みたい|相关阅读\s?[:：]|延伸閱讀\s?[:：]|관련\s?기사\s?[:：]"
    r").{0,220}$"
    r"|^\W{0,4}(?:read\smore|continue\sreading|read\sthe\sfull\s(?:story|article)|keep\sreading|weiterlesen|lire\sla\ssuite|leer\smás|leggi\stutto"
    r"|lees\s(?:meer|verder)|leia\smais|read\sfull\sarticle|show\smore|view\smore|see\smore|load\smore|advertisement|anzeige|publicité|publicidad|pubblicità"
    r"|reklama|annonse|annons|article\scontinues\s(?:below|after\s(?:this\s)?ad(?:vertisement)?)|story\scontinues\sbelow(?:\s(?:this\s)?ad(?:vertisement)?)?"
    r"|sponsored(?:\scontent)?|related\s(?:articles?|stories|posts?|news))\W{0,5}$"
)
"""`Read more: …`, `Lesen Sie auch: …`: a pointer, not prose. A mark (colon, bar, arrow) must follow the words."""

ANNOUNCEMENT = re.compile(
    r"(?i)^\W{0,4}(?:"
    r"(?:more\s|other\s)?(?:top|latest|related|trending|popular|recommended|featured|partner|similar|recent)"
    r"\s(?:news|stor(?:y|ies)|articles?|posts?|videos?|content|reads?|topics?|links?|coverage)"
    r"|popular|trending(?:\snow)?|related|most\s(?:read|popular|viewed|watched|shared)(?:\sin\s.{1,30})?"
    r"|don[’']t\smiss(?:\sthis)?|read\s(?:more|also|next)|see\s(?:more|also)|also\sread|more\s(?:from|on|about)\s.{1,50}"
    r"|more\s(?:news|stories|articles)|you\s(?:may|might)(?:\salso)?\s(?:like|enjoy|be\sinterested\sin)|up\snext"
    r"|what\sto\sread\snext|editor[’']?s?[’']?\s(?:picks?|choice)|in\sthis\s(?:article|story)|comments?(?:\s\(\d+\))?"
    r"|leave\sa\s(?:comment|reply)|join\s(?:our\scommenting\sforum|the\s(?:conversation|discussion))"
    r"|auch\sinteressant|das\skönnte\s(?:sie|dich)\sauch\sinteressieren|mehr\szum\sthema|mehr\s(?:themen|artikel|aus)\b.{0,40}"
    r"|lesen\ssie\s(?:auch|mehr)|weitere\s(?:artikel|themen|nachrichten|meldungen)|meistgelesen(?:e\sartikel)?|passend\sdazu"
    r"|empfehlungen(?:\sder\sredaktion)?|quellen\sund\sweiterführende\slinks|verwendete\squellen"
    r"|(?:à\s)?lire\s(?:aussi|plus|également)|sur\sle\smême\ssujet|articles?\s(?:liés|similaires|associés)|les\splus\slus"
    r"|lea?\s(?:también|más)|más\s(?:noticias|información|sobre\s.{1,40})|(?:artículos|noticias)\srelacionad[oa]s"
    r"|te\spuede\sinteresar|lo\smás\s(?:leído|visto)|leggi\s(?:anche|tutto)|potrebbe\sinteressarti|(?:articoli|notizie)\scorrelat[ie]"
    r"|leia\s(?:também|mais)|veja\stambém|(?:notícias|matérias)\srelacionadas|mais\slidas|lees\s(?:ook|meer|verder)"
    r"|meer\sover\s.{1,40}|gerelateerd(?:e\sartikelen)?|läs\s(?:också|mer|även)|les\s(?:også|mer)|læs\s(?:også|mere)"
    r"|lue\s(?:myös|lisää)|czytaj\s(?:więcej|też|także|również)|zobacz\s(?:więcej|też|także|również)|polecane|najczęściej\sczytane"
    r"|čtěte\s(?:také|též)|související(?:\sčlánky)?|читайте\s(?:также|також)|смотрите\sтакже|(?:похожие|другие)\s(?:новости|материалы)"
    r"|baca\sjuga|berita\sterkait|(?:benzer|ilgili)\shaberler|関連(?:記事|ニュース|キーワード)|あわせて読みたい|おすすめ(?:情報|記事)"
    r"|(?:相关|推荐)(?:阅读|新闻|文章)|關聯新聞|延伸閱讀|관련\s?(?:기사|뉴스)|اقرأ\sأيضا|مواضيع\sذات\sصلة"
    r")\s?[:：»>→…]{0,2}$"
)
"""A line that announces other articles and says nothing itself, heading or not."""

COPYRIGHT = re.compile(
    r"(?i)^\W{0,4}(?:"
    r"(?:copyright|©|\(c\)|&copy;)\s?(?:©|\(c\))?\s?(?:19|20)\d{2}\b.{0,220}"
    r"|(?:copyright|©)\s.{0,120}\b(?:all\srights\sreserved|alle\srechte|tous\sdroits|todos\slos\sderechos|tutti\si\sdiritti)\b.{0,120}"
    r"|(?:all\srights\sreserved|alle\srechte\svorbehalten|tous\sdroits\sréservés|todos\slos\sderechos\sreservados|tutti\si\sdiritti\sriservati"
    r"|todos\sos\sdireitos\sreservados|alle\srechten\svoorbehouden|wszelkie\sprawa\szastrzeżone|все\sправа\sзащищены|全著作権所有|無断転載.{0,20}禁.{0,10}|版权所有)\b.{0,160}"
    r"|this\s(?:material|article|content|story|report)\smay\snot\sbe\s(?:published|reproduced|reprinted|copied|broadcast|distributed)\b.{0,200}"
    r"|(?:the\s)?\S.{0,80}?\s(?:©|copyright)\s?(?:19|20)\d{2}\.?"
    r")$"
)

URL_SHAPE = r"(?:https?://|www\.)\S{3,600}"
SOURCE = re.compile(
    rf"(?i)^\W{{0,4}}(?:(?:original\s|article\s|news\s|full\s)?(?:source|sources|via|link|url|quelle|fuente|fonte|bron|källa|kilde|lähde|źródło|zdroj|источник|джерело|kaynak|sumber|출처|出典|来源|來源|原文(?:链接)?|المصدر|منبع)"
    rf"\s?[:：]\s?.{{0,80}}?(?:{URL_SHAPE})?[\s.)\]]{{0,3}}"
    rf"|(?:this\s(?:article|story|post|piece|report)\s)?(?:was\s)?(?:originally|first|initially)\s(?:published|appeared|posted|ran)\s(?:at|on|in|by)\s?:?\s?.{{0,120}}?(?:{URL_SHAPE})?.{{0,40}}"
    rf"|(?:read|see|view|visit)\s(?:the\s)?(?:original|full|complete|source)\s?(?:article|story|post|version)?\s?(?:at|on|here)?\s?:?\s?{URL_SHAPE}"
    rf"|(?:zuerst\serschienen|erstmals\serschienen|ursprünglich\sveröffentlicht)\s(?:auf|bei|in)\s?:?\s?.{{0,120}}"
    rf"|{URL_SHAPE}"
    rf")$"
)
"""Where the text was taken from; a line that is nothing but a URL counts."""

REPORTING = re.compile(
    r"(?i)^\W{0,3}\(?(?:(?:additional\s|writing\sand\s)?(?:reporting|writing|editing|compiled|edited|written|translated|reported)\s(?:and\s\w+\s)?by\b[^.!?]{2,220}"
    r"|(?:with\s(?:inputs?|files?|reporting)\sfrom|inputs?\sfrom)\b[^.!?]{2,80})(?:[.;][^!?]{0,160})?\)?\.?$"
)
"""An agency's closing line: `(Reporting by …; Editing by …)`, `(With inputs from ANI)`."""

LONGEST_LINE = 320
LONGEST_ANNOUNCEMENT = 80

RULES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("share", SHARE_LINE), ("copyright", COPYRIGHT), ("reporting", REPORTING), ("source", SOURCE),
    ("read_more", READ_MORE), ("signup", SIGNUP),
)  # fmt: skip


def kind_of(line: str) -> Kind | None:
    """The kind of a line that is residue as a whole, None for prose (and for all that is unsure).

    >>> [kind_of(x) for x in ("Share on Facebook", "Read more: Ferry sinks", "All rights reserved.", "He shared it.")]
    ['share', 'read_more', 'copyright', None]
    """
    if len(line) > LONGEST_LINE:
        return None
    if SHARE.match(line) and SHARE_NEEDS.search(line):
        return "share"
    return next((kind for kind, pattern in RULES if pattern.match(line)), None)


def announces(line: str) -> bool:
    """Whether a line announces other articles: "Related stories", "Lesen Sie auch:".

    >>> [announces(x) for x in ("Top stories", "Auch interessant", "More from Port Herald", "Top stories were told.")]
    [True, True, True, False]
    """
    return len(line) <= LONGEST_ANNOUNCEMENT and ANNOUNCEMENT.match(line) is not None
