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
