# ruff: noqa: E501
"""Texts in several languages that look like copies of each other and are none, written out.

Belongs here: texts that no rule and no training has seen. Does not: made texts (benchmarks.near_misses), the verdicts
(test_look_alikes).

Texts of a case that share a number in their key are copies; all others are different texts.
"""

QUOTE_DE = (
    "„Wir haben in den vergangenen Monaten jede Rechnung geprüft, und ich kann heute sagen, dass kein Euro verschwunden"
    " ist. Was fehlt, ist Vertrauen, und das haben wir selbst verspielt, weil wir auf Fragen nicht geantwortet haben."
    " Ich hätte früher an die Öffentlichkeit gehen müssen. Deshalb werde ich im Herbst nicht noch einmal antreten und"
    " bitte alle, die mich gewählt haben, um Nachsicht.“"
)
QUOTE_FR = (
    "« Nous avons trop attendu, et ce sont les habitants de la vallée qui en ont payé le prix. Je leur dois des excuses"
    " et je leur dois surtout des actes. Dès demain, les travaux de la digue reprendront, jour et nuit s'il le faut, et"
    " je viendrai moi-même chaque semaine rendre compte de ce qui a été fait et de ce qui ne l'a pas été. »"
)
QUOTE_EN = (
    '"Nobody told us that the bridge would close, and nobody told us when it would open again. My grandmother has'
    " crossed it every morning for sixty years to feed her hens. Now she takes two buses and arrives when they have"
    ' long gone back to sleep."'
)

QUOTE_RU = (
    "«Мы слишком долго откладывали ремонт плотины, и за это заплатили жители нижней улицы. Я прошу у них прощения и"
    " обещаю, что работы начнутся завтра утром и не остановятся ни в праздники, ни ночью. Каждую пятницу я буду сама"
    " выходить на площадь и отвечать на вопросы, пока последний дом не высохнет.»"
)
QUOTE_SV = (
    "”Vi har väntat för länge med att laga dammen, och det är de som bor vid ån som har fått betala. Jag ber dem om"
    " ursäkt och lovar att arbetet börjar i morgon bitti och pågår både nätter och helger. Varje fredag tänker jag stå"
    " på torget och svara på frågor tills det sista huset är torrt.”"
)
QUOTE_JA = (
    "「堤防の修理を長く先送りにしたのは私たちの誤りでした。その代償を払ったのは川沿いに住む皆さんです。心からおわびします。"
    "工事は明日の朝から始め、夜も休日も止めません。毎週金曜日には私が広場に立ち、最後の家が乾くまで質問に答え続けます。」"
)
FRAME_ZH = (
    "河口镇的旧钟楼本周重新开放，居民可以登上塔顶俯瞰全镇。{}修缮工程历时两年，工匠们逐块更换了风化的砖石，并按照老照片复原了木窗。"
    "{}管理处表示，钟楼每天上午开放，雨天关闭，孩子须由家长陪同。镇里还计划在楼下设一间小展室，陈列拆下来的旧齿轮和当年的图纸。"
)
REWRITTEN_ZH = (
    FRAME_ZH.format("开放首日有不少老人带着孙辈前来参观。", "总花费由镇上的商户分担，没有动用公款。"),
    FRAME_ZH.format("第一天早晨门口就排起了长队。", "资金主要来自本地店家的捐助。"),
)
"""One report in two wordings, in a script that shows no names."""


def column_fr(topic: str, first: str, second: str, third: str) -> str:
    """A column with a standing tone."""
    return (
        f"Chers lecteurs, cette semaine je voudrais vous parler de {topic}. On m'a souvent écrit à ce sujet, et il"
        f" était temps de répondre.\n\nCommençons par le commencement. {first} Vous ne le saviez pas ? Moi non plus,"
        f" jusqu'à dimanche dernier.\n\nEt ce n'est pas tout. {second} Avouez que cela donne à réfléchir.\n\nUn dernier"
        f" mot avant de vous quitter. {third} Portez-vous bien, gardez votre curiosité, et à la semaine prochaine pour"
        " une nouvelle promenade."
    )


def column_de(topic: str, first: str, second: str) -> str:
    """A column of recipes."""
    return (
        f"Willkommen zurück in meiner Küche! Heute geht es um {topic}, und ich verspreche Ihnen, dass es einfacher ist,"
        f" als Sie denken. {first} Probieren Sie ruhig zwischendurch, denn jeder Herd ist anders.\n\n{second} Und wenn"
        " es beim ersten Mal nicht gelingt, ärgern Sie sich nicht, mir ist es auch so gegangen. Schreiben Sie mir, wie"
        " es Ihnen geschmeckt hat, ich freue mich über jede Karte. Bis zum nächsten Samstag, bleiben Sie hungrig!"
    )


CASES: dict[str, dict[str, str]] = {
    "quote-de": {
        "a1": "Der Bürgermeister von Liebern, Hanno Specht, gibt sein Amt auf. Das teilte er am Montag nach einer Sitzung"
        f" des Rates mit.\n\n{QUOTE_DE}\n\nDer Rat hatte zuvor einen Bericht über das Schwimmbad beraten, das doppelt so"
        " teuer geworden ist wie geplant. Eine Neuwahl ist im Oktober möglich.",
        "b2": "Vor dem Rathaus stand am Abend die Bademeisterin Ute Karge und hörte zu, wie aus dem Fenster eine Erklärung"
        f" verlesen wurde.\n\n{QUOTE_DE}\n\nKarge sagte, sie habe zwölf Briefe geschrieben und keine Antwort bekommen."
        " Seit dem Frühjahr sind die Duschen kalt. Sie hofft nun auf warmes Wasser, gleich wer regiert.",
    },
    "quote-fr": {
        "a1": f"La préfète a présenté lundi ses excuses aux sinistrés de la vallée de l'Orvanne.\n\n{QUOTE_FR}\n\nLes"
        " oppositions réclament une commission d'enquête. Le chantier avait été interrompu en mars faute de crédits.",
        "b2": "Dans la cuisine de Marthe Vasseur, l'eau est montée jusqu'au buffet. Elle montre la marque, puis les photos"
        f" gondolées de son mariage. La radio est allumée.\n\n{QUOTE_FR}\n\nMarthe hausse les épaules. Son fils a déjà"
        " acheté des sacs de sable, et le voisin a monté sa barque au grenier, pour rire, dit-il.",
    },
    "quote-en": {
        "a1": f"Residents of Low Tarn protested on Saturday against the closure of the chain bridge. {QUOTE_EN} said Ida"
        " Marl, 24, who carried a stuffed hen. The county says that a cable is corroded and repairs will take until"
        " spring.",
        "b2": "Petr Oakes has painted bridges for forty years and knows rust by its smell. The chain bridge, he says, was"
        f" singing in the wind last autumn. He had written to the county. {QUOTE_EN} That is how Ida Marl puts it, his"
        " neighbour. Oakes only shrugs and mixes another pot of green.",
    },
    "quote-ru": {
        "a1": "Глава района Нижняя Ветка Алла Рогова признала вину за наводнение. С заявлением она выступила перед советом."
        f"\n\n{QUOTE_RU}\n\nСовет перенёс голосование о бюджете. Подрядчик от ответа отказался.",
        "b2": "Семён Лыков сушит книги на заборе и слушает радио соседа. Вода дошла до третьей полки, словари разбухли, а"
        f" атлас уцелел.\n\n{QUOTE_RU}\n\nЛыков не спорит. Он вешает на верёвку ещё один том и говорит, что бумага помнит.",
    },
    "quote-sv": {
        "a1": f"Kommunalrådet i Åmossa, Signe Barr, tar på sig skulden för översvämningen.\n\n{QUOTE_SV}\n\nOppositionen vill"
        " se en utredning. Bygget stoppades i mars när pengarna tog slut.",
        "b2": "Hos Karl Tuva står stövlarna kvar på trappan. Han har räknat fiskarna i källaren, det blev elva, och släppt ut"
        f" dem igen.\n\n{QUOTE_SV}\n\nTuva tror det när han ser det. Till dess äter han middag på vinden med katten.",
    },
    "quote-ja": {
        "a1": f"湖東町の町長は月曜日、議会で洪水の責任を認めた。\n\n{QUOTE_JA}\n\n野党は調査委員会の設置を求めている。工事は資金不足で三月から中断していた。",
        "b2": f"居酒屋の店主は濡れた畳を路地に並べ、隣のラジオに耳を傾けていた。\n\n{QUOTE_JA}\n\n店主は笑って首を振り、泥のついた徳利を一本ずつ洗い始めた。",
    },
    "column-fr": {
        "a1": column_fr(
            "la fabrication des clochers", "Un clocher bien bâti ne sonne jamais juste en hiver, parce que le bronze se"
            " contracte.", "Les fondeurs jetaient une pièce d'argent dans le moule pour adoucir la voix.",
            "J'ai grimpé les marches du nôtre et j'y ai trouvé une chouette."),
        "b2": column_fr(
            "l'histoire du savon", "On le pesait autrefois au poids du pain et il servait de monnaie aux marins.",
            "Une lessive mal rincée pouvait brouiller deux familles pour trente ans.",
            "Ma voisine en fabrique encore dans un chaudron, avec des cendres de hêtre."),
        "c3": column_fr(
            "la patience des escargots", "Ils dorment trois ans s'il ne pleut pas et se réveillent sans rancune.",
            "Leur bave guérissait, disait-on, la toux des avocats.", "J'en élève deux sur mon balcon depuis Pâques."),
    },
    "column-de": {
        "a1": column_de(
            "Brennnesselknödel", "Pflücken Sie die jungen Spitzen mit Handschuhen und brühen Sie sie kurz auf.",
            "Die Masse muss ruhen, sonst zerfallen die Knödel im Topf und Sie löffeln Suppe."),
        "b2": column_de(
            "eingelegte Walnüsse", "Die Nüsse werden grün geerntet und zwei Wochen lang täglich neu gewässert.",
            "Danach kommen Zucker, Nelken und ein Stück Zimt dazu, mehr braucht es wirklich nicht."),
    },
}  # fmt: skip
