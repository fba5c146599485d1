"""Words of many languages, as data: each list stands here once, whoever reads it.

Belongs here: names of months and weekdays, labels of dates, words of bylines. Does not: the rules that use them.
"""
