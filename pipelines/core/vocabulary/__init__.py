"""Words of many languages as data: each list is stated once, for all the rules that use it.

Belongs here: names of months and weekdays, labels of dates, words of bylines. Does not: the rules that use them.
"""
