"""Texts → pairs → clusters → stories: which articles are copies of one text, and which report one event.

Belongs here: everything that compares texts. Does not: what one record says of itself (normalization).
"""
