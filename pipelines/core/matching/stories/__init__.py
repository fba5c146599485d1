"""Stories: which clusters of copies report one event, by what they say and when.

Belongs here: terms and their weights, similarity, periods and times, candidate pairs, linkage of groups. Does not:
copies and passages (fingerprints, pairs), ids (clustering), tables.

A story holds texts of one language that report one event, mostly within a few days. What a term weighs depends on the
texts of its period: on which texts are stored, never on the order in which they came.
"""
