"""Raw records → normalized records: title, body, date, publisher, URL, authors, and the evidence for each.

Belongs here: everything decided from one record alone. Does not: bytes (readers), comparing texts (matching).
"""
