"""The days of the week in widely written languages: words that differ from one day's filling of a template to the next.

Belongs here: the names, folded. Does not: dates (core.dates).
"""

NAMES = (
    "monday tuesday wednesday thursday friday saturday sunday"
    " montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag"
    " lundi mardi mercredi jeudi vendredi samedi dimanche"
    " lunes martes miércoles jueves viernes sábado domingo"
    " lunedì martedì mercoledì giovedì venerdì sabato domenica"
    " segunda terça quarta quinta sexta"
    " maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"
    " måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag"
    " poniedziałek wtorek środa środę czwartek piątek sobota sobotę niedziela niedzielę"
    " понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье"
    " понеділок вівторок середа середу субота неділя"
    " pazartesi salı çarşamba perşembe cuma cumartesi pazar"
    " senin selasa rabu kamis jumat sabtu minggu"
)
"""Each as it stands in a sentence, in lower case."""

WEEKDAYS = frozenset(NAMES.split())
