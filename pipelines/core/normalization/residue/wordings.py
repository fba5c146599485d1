"""What lines of residue say, language by language, as fragments of regular expressions (matched without case).

Belongs here: the words. Does not: where a line may stand and how long it may be (lines). A fragment says as much as
makes it unmistakable: a pointer needs its colon, a sign-up line its newsletter.
"""

SHARE_WORDS = (
    r"share(?:\s(?:this|on|via|with|article|story|page|post|now|full))*", r"tweet", r"facebook", r"twitter", r"x",
    r"whatsapp", r"telegram", r"linkedin", r"e-?mail", r"mail", r"print", r"pinterest", r"reddit", r"pocket",
    r"flipboard", r"messenger", r"copy(?:\sthe)?(?:\slink|\surl)", r"link\scopied", r"copied", r"pin", r"save",
    r"bookmark",
    r"instagram", r"youtube", r"tumblr", r"threads", r"bluesky", r"mastodon", r"viber", r"vk", r"line", r"listen",
    r"comments?", r"kommentare", r"\d{1,5}(?:\s(?:shares|comments))?", r"more", r"font\ssize", r"a\+", r"a-", r"teilen",
    r"drucken", r"merken", r"partager", r"imprimer", r"envoyer", r"compartir", r"imprimir", r"compartilh(?:ar|e)",
    r"condividi", r"stampa", r"delen", r"dela", r"del", r"jaa", r"udostępnij", r"sdílet", r"поделиться", r"paylaş",
    r"シェア", r"ツイート", r"分享", r"공유",
)  # fmt: skip
"""A share bar is made of these alone …"""

SHARE_VERBS = (
    r"share", r"tweet", r"print", r"copy", r"teilen", r"drucken", r"partager", r"compartir", r"compartilh",
    r"condividi",
    r"delen", r"udostępnij", r"sdílet", r"поделиться", r"paylaş", r"シェア", r"ツイート", r"分享", r"공유",
)  # fmt: skip
"""… and holds one of these, or three networks: `Facebook` or `More` alone may be a heading or a list."""

NETWORKS = (
    r"facebook", r"twitter", r"x", r"instagram", r"whatsapp", r"telegram", r"youtube", r"linkedin", r"google\snews",
    r"tiktok", r"threads", r"bluesky", r"canal", r"google",
)  # fmt: skip
NETWORK = rf"\b(?:{'|'.join(NETWORKS)})\b"

SIGNUP = (
   
    r"(?:please\s)?(?:sign\sup|signup|subscribe|register|opt\sin)\b.{0,100}"
    r"\b(?:newsletters?|inbox|e-?mails?|updates|alerts|channel|mailing\slist|podcast)\b",
    r"(?:subscribe|sign\sup)(?:\s(?:now|here|today))?\W{0,3}$",
    r"(?:get|receive|want)\b.{0,120}\b(?:in|to|straight\sto|delivered\sto|into)\s(?:your|my)"
    r"\s(?:inbox|e-?mail|mailbox|phone)\b",
    rf"(?:follow|like|find|join|connect\swith)\s(?:us|me|our|@\w+|[\w.&'’]{{1,30}}(?:\s[\w.&'’]{{1,30}}){{0,6}})"
    rf"\s(?:on|at|in)\s.{{0,40}}{NETWORK}",
    r"(?:click|tap)\shere\sto\s(?:subscribe|sign\sup|join|get|read\smore|download|follow)\b",
    r"download\s(?:the|our)\b.{0,60}\bapp\b",
    r"(?:your\s)?e-?mail\saddress\W{0,3}$",
    r"by\s(?:signing\sup|subscribing|submitting|clicking)\b.{0,80}\b(?:agree|accept|consent|terms|privacy)\b",
    r"(?:like|enjoy|enjoyed)\sthis\s(?:story|article)\?.{0,80}",
    r"(?:have|got|do\syou\shave)\sa\s(?:story|news\stip|tip)\b.{0,40}\?.{0,120}",
    r"(?:get\sin\stouch|contact)\b.{0,60}\b(?:by\se-?mail\w*|at|us)\s.{0,30}\S+@\S+",
    r"(?:abonnieren|melden)\ssie\b.{0,100}\bnewsletter\b",
    r"(?:inscrivez|abonnez)[-\s]vous\b.{0,140}",
    r"recevez\b.{0,120}\b(?:newsletter|boîte\smail|mail)\b",
    r"(?:suscríb|regístr)[ae](?:te|se)\b.{0,140}", r"síguenos\sen\b.{0,100}",
    r"recib[ea]\b.{0,100}\b(?:newsletter|boletín|correo)\b", r"iscriviti\salla\snewsletter.{0,100}",
    r"seguici\ssu\b.{0,100}",
    rf"(?:assine|inscreva-se|siga-nos|siga\so)\b.{{0,80}}(?:\bnewsletter\b|{NETWORK}).{{0,40}}",
    r"(?:schrijf\sje\sin|meld\sje\saan)\b.{0,100}", r"volg\sons\sop\b.{0,80}",
    r"подпи(?:шитесь|сывайтесь)\b.{0,140}", r"підпи(?:шіться|суйтесь)\b.{0,140}",
    r"zapisz\ssię\b.{0,80}\bnewsletter\w*", r"prenumerera\spå\b.{0,80}\bnyhetsbrev\w*",
    r"tilmeld\sdig\b.{0,80}\bnyhedsbrev\w*", r"meld\sdeg\spå\b.{0,80}\bnyhetsbrev\w*",
)  # fmt: skip
"""Newsletters, apps and accounts to follow; nothing but a short rest may stand behind them."""

NEWSLETTER = (
    r".{0,120}\b(?:sign(?:ing)?\sup|subscrib(?:e|ing))\b.{0,60}\bnewsletters?\b",
    r".{0,60}\bnewsletter\s(?:abonnieren|bestellen|anmelden)\W{0,3}$",
    r"(?:our\s|the\s)?newsletter\W{0,3}$",
)
"""The same where it begins with anything: the word itself must stand there."""

POINTER = (
    r"(?:read|see|watch|listen)\s(?:more|also|next|now|this)", r"(?:also|must)\s(?:read|see|watch)", r"read",
    r"watch", r"more", r"don[’']t\smiss", r"more\s(?:from|on)\s.{1,40}", r"you\smay\salso\slike", r"related",
    r"recommended(?:\sfor\syou)?",
    r"related\s(?:articles?|stor(?:y|ies)|news|posts?|topics?|coverage|content|links?)", r"trending(?:\snow)?",
    r"editor[’']s\spicks?", r"up\snext", r"in\sother\snews", r"(?:more|top)\sstories",
    r"lesen\ssie\s(?:auch|hier|mehr)", r"mehr\s(?:zum\sthema|dazu)", r"auch\sinteressant", r"siehe\sauch",
    r"lesetipp", r"weitere\sartikel", r"(?:[àa]\s)?lire\s(?:aussi|également)", r"à\slire", r"voir\saussi",
    r"sur\sle\smême\ssujet", r"lea?\stambién", r"leer\stambién", r"le[ea]\smás", r"te\spuede\sinteresar",
    r"ver\stambién", r"más\sinformación", r"noticias?\srelacionadas?", r"leggi\sanche", r"vedi\sanche",
    r"potrebbe\sinteressarti", r"approfondisci", r"(?:leia|veja)\stambém", r"(?:saiba|leia)\smais",
    r"(?:lees|bekijk|zie)\sook", r"lees\smeer", r"läs\s(?:också|mer|även)", r"les\s(?:også|mer)",
    r"læs\s(?:også|mere)", r"lue\s(?:myös|lisää)", r"(?:czytaj|zobacz|przeczytaj)\s(?:też|także|również|więcej)",
    r"čtěte\s(?:také|též)", r"přečtěte\ssi", r"čítajte\stiež", r"olvassa\sel", r"citi(?:ț|ţ)i\s(?:ș|ş)i",
    r"прочетете\sоще", r"читайте\s(?:также|також)", r"смотрите\sтакже", r"(?:baca|simak)\s(?:juga|pula)",
    r"xem\sthêm", r"(?:i̇|i)lgili\shaber", r"ayrıca\sbakın", r"関連(?:記事|ニュース)",
    r"相关阅读", r"延伸閱讀", r"관련\s?기사",
)  # fmt: skip
"""Words that point to another article, if a mark follows them: a colon, a bar, an arrow."""

BARE_POINTER = (
    r"यह\sभी\sपढ़ें", r"ये\sभी\sपढ़ें", r"আরও\sপড়ুন", r"اقرأ\sأيض[اً]{1,2}", r"إقرأ\sأيضا", r"بیشتر\sبخوانید",
    r"あわせて読みたい",
)  # fmt: skip
"""Words that point to another article whatever follows them."""

PAGE_CHROME = (
    r"(?:reading\stime|read\stime|lesezeit|lesedauer|temps\sde\slecture|tiempo\sde\slectura|tempo\sdi\slettura)\s?:?\s?"
    r"(?:ca\.\s?)?\d{1,3}\s?(?:min(?:ute[ns]?|utos|uti)?\.?)?",
    r"\d{1,3}\s?-?\s?(?:min(?:ute)?s?|minuten)\.?\s?(?:read|lesezeit|lesen|de\slecture|de\slectura|di\slettura)",
    r"(?:home|start|startseite|accueil|inicio|início|hem|etusivu|главная)\s?[>»/›|].{1,120}",
    r"(?:tags?|topics?|category|categories|keywords?|filed\sunder|filed\sin|posted\sin|schlagw[oö]rt"
    r"|schlagw[oö]rter|themen|mots[-\s]clés|etiquetas|temas|tag\sarticolo|labels?|теги|метки)\s?[:|].{1,200}",
    r"(?:\d{1,5}|no|leave\sa)\s?(?:comments?|kommentare?|commentaires?|comentarios?|commenti)",
    r"comments?\s?\(?\d{1,5}\)?",
    r"listen\sto\sthis\s(?:article|story)", r"(?:print|view)\sthis\s(?:article|page)", r"skip\sto\s(?:main\s)?content",
)  # fmt: skip
"""What a page sets around an article: reading times, breadcrumbs, tags, comment counts."""

ALONE = (
    r"(?:read|see|show|view|load)\smore", r"(?:continue|keep)\sreading", r"read\s(?:the\s)?full\s(?:story|article)",
    r"weiterlesen", r"lire\sla\ssuite", r"leer\smás", r"leggi\stutto", r"lees\s(?:meer|verder)", r"leia\smais",
    r"advertisement", r"anzeige", r"werbung", r"publicité", r"publicidad(?:e)?", r"pubblicità", r"reklama?",
    r"annonse?", r"(?:article|story)\scontinues\s(?:below|after)(?:\sthis|\sthe)?(?:\sad(?:vertisement)?)?",
    r"sponsored(?:\scontent)?",
)  # fmt: skip
"""A line that is nothing but one of these is a button or a label."""

ANNOUNCEMENT = (
   
    r"(?:more\s|other\s)?(?:top|latest|related|trending|popular|recommended|featured|partner|similar|recent)"
    r"\s(?:news|stor(?:y|ies)|articles?|posts?|videos?|content|reads?|topics?|links?|coverage)",
    r"popular", r"trending(?:\snow)?", r"related",
    r"most\s(?:read|popular|viewed|watched|shared)(?:\sin\s.{1,30})?", r"don[’']t\smiss(?:\sthis)?",
    r"(?:read|see)\s(?:more|also|next)", r"also\sread", r"more\s(?:from|on|about)\s.{1,50}",
    r"more\s(?:news|stories|articles)", r"you\s(?:may|might)(?:\salso)?\s(?:like|enjoy|be\sinterested\sin)",
    r"up\snext", r"what\sto\sread\snext", r"editor[’']?s?[’']?\s(?:picks?|choice)", r"in\sthis\s(?:article|story)",
    r"comments?(?:\s\(\d+\))?", r"leave\sa\s(?:comment|reply)",
    r"join\s(?:our\scommenting\sforum|the\s(?:conversation|discussion))", r"auch\sinteressant",
    r"das\skönnte\s(?:sie|dich)\sauch\sinteressieren", r"mehr\szum\sthema",
    r"mehr\s(?:themen|artikel|aus)\b.{0,40}", r"lesen\ssie\s(?:auch|mehr)",
    r"weitere\s(?:artikel|themen|nachrichten|meldungen)", r"meistgelesen(?:e\sartikel)?", r"passend\sdazu",
    r"empfehlungen(?:\sder\sredaktion)?", r"verwendete\squellen", r"quellen\sund\sweiterführende\slinks",
    r"(?:à\s)?lire\s(?:aussi|plus|également)", r"sur\sle\smême\ssujet", r"articles?\s(?:liés|similaires|associés)",
    r"les\splus\slus", r"lea?\s(?:también|más)", r"más\s(?:noticias|información|sobre\s.{1,40})",
    r"(?:artículos|noticias)\srelacionad[oa]s", r"te\spuede\sinteresar", r"lo\smás\s(?:leído|visto)",
    r"leggi\s(?:anche|tutto)", r"potrebbe\sinteressarti", r"(?:articoli|notizie)\scorrelat[ie]",
    r"leia\s(?:também|mais)", r"veja\stambém", r"(?:notícias|matérias)\srelacionadas", r"mais\slidas",
    r"lees\s(?:ook|meer|verder)", r"meer\sover\s.{1,40}", r"gerelateerd(?:e\sartikelen)?",
    r"läs\s(?:också|mer|även)", r"les\s(?:også|mer)", r"læs\s(?:også|mere)", r"lue\s(?:myös|lisää)",
    r"czytaj\s(?:więcej|też|także|również)", r"zobacz\s(?:więcej|też|także|również)", r"polecane",
    r"najczęściej\sczytane", r"čtěte\s(?:také|též)", r"související(?:\sčlánky)?", r"читайте\s(?:также|також)",
    r"смотрите\sтакже", r"(?:похожие|другие)\s(?:новости|материалы)", r"baca\sjuga", r"berita\sterkait",
    r"(?:benzer|ilgili)\shaberler", r"関連(?:記事|ニュース|キーワード)", r"あわせて読みたい",
    r"おすすめ(?:情報|記事)", r"(?:相关|推荐)(?:阅读|新闻|文章)",
    r"關聯新聞", r"延伸閱讀", r"관련\s?(?:기사|뉴스)", r"اقرأ\sأيضا", r"مواضيع\sذات\sصلة",
)  # fmt: skip
"""A line that is nothing but one of these announces other articles; in a text without pages it may be a heading."""

RIGHTS = (
    r"all\srights\sreserved", r"alle\srechte\svorbehalten", r"tous\sdroits\sréservés",
    r"todos\slos\sderechos\sreservados", r"tutti\si\sdiritti\sriservati", r"todos\sos\sdireitos\sreservados",
    r"alle\srechten\svoorbehouden", r"wszelkie\sprawa\szastrzeżone", r"все\sправа\sзащищены", r"全著作権所有",
    r"無断転載.{0,20}禁", r"版权所有",
)  # fmt: skip

SOURCE_LABELS = (
    r"(?:original\s|article\s|news\s|full\s)?(?:source|sources|via|link|url)", r"quelle", r"fuente", r"fonte",
    r"bron", r"källa", r"kilde", r"lähde", r"źródło", r"zdroj", r"источник", r"джерело", r"kaynak", r"sumber",
    r"출처", r"出典", r"来源", r"來源", r"原文(?:链接)?", r"المصدر", r"منبع",
)  # fmt: skip
"""What stands, with a colon, before the name or the URL of where a text was taken from."""
