"""The language of a text: what the record declares, checked against what the text itself looks like."""
