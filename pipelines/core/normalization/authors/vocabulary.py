"""The words of bylines: what introduces a name, what separates names, what is a role or an outlet instead.

Belongs here: word lists in many languages. Does not: recognizing names (names), splitting bylines (bylines).
"""

import re

from pipelines.core.normalization.word_lists import words
from pipelines.core.vocabulary.words import alternatives, word_list

INTRODUCTION = re.compile(
    r"^\W*(?:(?:an?|ein[e]?|une?|un[a]?)\s)?"
    rf"(?:(?:{alternatives(word_list('byline_words', 'credit', 'work'))})\s+)?"
    rf"(?:{alternatives(word_list('byline_words', 'credit', 'by'))})"
    r"(?:(?<=[\u0590-\uffff])\s*[:：／/]?\s*|\s*[:：]\s*|\s+)",
    re.I,
)
"""The beginning of a byline in some thirty languages, including the kind of text ("Kommentar von")."""

SEPARATOR = re.compile(
    r"\s*(?:[|｜•·●;；\n\t\r/／]|,(?!\s*(?:jr|sr|ii|iii|md|phd|ph\.d)\b)|，|、|\s[-–—+]{1,2}\s|\s&\s|＆)\s*"
    r"|\s+(?:and|und|sowie|et|og|och|en|oraz|és|ja|ve|dan|și|şi|и|та|і|και|with|mit|avec|con|med|met)\s+"
    r"|\s+و\s+",
    re.I,
)
"""Separates two names."""

LEADING_SEPARATOR = re.compile(
    r"^(?:and|und|sowie|et|og|och|en|oraz|és|ja|ve|dan|și|și|и|та|і|και|y|e|with|mit|avec|con|و)\s+"
)
"""A separator left at the beginning, where each name has its own line."""

AMBIGUOUS_SEPARATOR = re.compile(r"\s+(?:y|e|i|a)\s+")
"""Separators in Spanish, Italian, Portuguese, Polish and Czech that also occur in a name ("Ortega y Gasset")."""

AFTER_NAME = re.compile(
    r"\s+(?:in|for|at|from|on|via|aus|bei|für|à|pour|em|en|desde|para|a|per|i|fra|til|of|is|has|covers|ist|war|est|was)"
    r"\s+.*$|\s*[(\[（【].*$|\s*<.*$|\s+https?:.*$|\s*@\S+.*$|\s+[-–—]\s.*$",
    re.S,
)
"""What follows a name: a place, an outlet, a sentence about the person, something in brackets."""

PARTICLES = words("""
de del della dell di da das do dos du des d la le les el al bin ibn ben bint abu von van vom zu zur zum der den ten
ter te t het 't op af av e y i und san santa st ste mcc mac o ap ul ur uz
""")
"""Lower-case words inside names."""

ROLES = words("""
staff editor editors editorial editorials newsroom desk team reporter reporters correspondent correspondents writer
writers contributor contributors columnist columnists journalist journalists author authors admin administrator
webmaster web moderator anonymous unknown press release agency agencies bureau wire wires service services
redaktion redaktionsteam redakteur redakteurin redaktor redakteure korrespondent korrespondentin autor autorin
autoren agentur agenturen nachrichtenagentur gastautor gastbeitrag leitartikler volontär volontärin rédaction
redaction rédacteur rédactrice journaliste auteur agence agences correspondant redacción redaccion redactor
redactora periodista corresponsal agencia agencias autora redação redacao jornalista agência agências redazione
redattore giornalista agenzia agenzie inviato redactie redacteur verslaggever redaksjon redaksjonen journalisten
redaktionen redaktör redaktør toimitus toimittaja redakcja redakcji dziennikarz redakce redaktorka szerkesztőség
redacția redactia redakcija uredništvo uredništva редакция редактор корреспондент корр редакція συντακτική ομάδα
redaksi jurnalis wartawan penulis muhabir editörü haber ajans ajansı newsdesk news online digital media redazioni
newsletter magazine zeitung nachrichten tv radio copyright photo photos photographer foto fotos fotograf video
videos image images illustration read reading min mins minute minutes minuten ago updated published comments share
follow subscribe login inc ltd llc gmbh ag corp company group foundation institute university department ministry
office association council committee center centre school college director president chief deputy senior junior
executive producer publisher founder ceo manager analyst expert professor contact email mail whatsapp facebook
twitter instagram linkedin youtube telegram tiktok reddit getty istock istockphoto shutterstock alamy unsplash
pixabay archive archiv file handout courtesy sponsored partner partners advertisement advertorial promoted times
herald tribune gazette courier telegraph newspaper newspapers broadcasting network channel reuters today home menu
search more related latest also exclusive breaking live update january february july september october november
december januar februar märz juni oktober dezember gmt utc est edt pst pdt cet cest uhr agentúra redakcia zespół
opracowanie developer support customer account profile biography topics sections opinion sports politics business
world local gast copy link url click here studies post attorney lawyer coordinator marketing specialist owner
consultant engineer scientist researcher lecturer fellow economist dietitian nutritionist strategist advisor
adviser assistant associate intern trainee freelance freelancer guest chefredakteur chefredakteurin chefredaktor
leiter leiterin ressortleiter ressortleiterin directeur directrice direttore direttrice vicedirettore
hoofdredacteur sjefredaktør päätoimittaja politikredakteur wirtschaftsredakteur sportredakteur volontaire stagiaire
pigiste envoyé envoyée spécial corrispondente colaborador colaboradora editora jefe jefa colunista articulista
kolumnist kolumnistin publizist publizistin moderatorin reporterin fotografin fotografo fotógrafo photographe
nachrichtenredaktion onlineredaktion sportredaktion newsteam contributed syndicated sponsor portal verein verband
stiftung partei gewerkschaft kitchens club podcast blog blogs shop store health finance technology deutschland
germany österreich schweiz nederland españa sverige norge suomi polska brasil usa ev policy privacy terms cookies
conference books fiction library museum
""").union(word_list("weekdays", "credit"))
"""Words of roles, outlets, organizations and page chrome, squashed: a credit with one of them names no person."""

ROLE_IN_SCRIPT = re.compile(
    r"編集|编辑|記者|记者|通信員|通讯|新聞|新闻|新华|日报|日報|オンライン|取材班|著者|イラスト|社説|편집|기자|뉴스|신문|संवाददाता|डेस्क|न्यूज"
    r"|تحریریه|تحرير|هيئة|وكالة|خبرگزاری"
)
"""The same in scripts without spaces or with affixes."""

PLACES = frozenset(
    """
    abu dhabi|addis ababa|buenos aires|cape town|costa rica|czech republic|el salvador|great britain|hong kong
    ho chi minh|kuala lumpur|las vegas|los angeles|mexico city|new delhi|new jersey|new orleans|new york
    new york city|new zealand|north korea|northern ireland|panama city|port au prince|port elizabeth|puerto rico
    rio de janeiro|san diego|san francisco|san jose|san juan|santo domingo|sao paulo|são paulo|saudi arabia
    sierra leone|south africa|south korea|sri lanka|st louis|st petersburg|tel aviv|the hague|united kingdom
    united states|washington dc|washington d c
    """.strip()
    .replace("\n    ", "|")
    .split("|")
)
"""Places of several words that occur in bylines, squashed."""

NO_FIRST_WORD = frozenset({"em", "aus", "from", "at", "for", "with", "via", "our", "your", "my", "this", "all", "new"})
"""Words that begin a place, an outlet or a sentence, but not a name."""
