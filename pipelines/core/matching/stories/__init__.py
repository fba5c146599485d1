"""Stories: which clusters of copies tell the same thing, by what they say and when.

Belongs here: terms and their static weights, how alike two texts are, windows of time, candidate pairs. Does not:
copies and passages (fingerprints, pairs), linkage and ids (clustering), tables.

A story holds texts of one language that report one event within a few days of each other, or that share a passage.
How alike two texts are depends on those two texts alone: term weights come from general word frequencies, never from
the other texts of the warehouse, so that the order of arrival cannot matter.
"""
