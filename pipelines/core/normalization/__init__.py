"""Raw records → normalised records: title, body, date, publisher, URL, authors, and the evidence for each.

Belongs here: everything that is decided from one record alone. Does not: bytes (readers), comparing texts (matching).
"""
