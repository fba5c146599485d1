"""The language of a text: what the text shows, weighed against what the record declares.

Belongs here: detecting and choosing a language. Does not: where a record declares it
(pipelines.core.normalization.fields).
"""

from pipelines.core.normalization.languages.choose import choose
from pipelines.core.normalization.languages.types import LanguageChoice

__all__ = ["LanguageChoice", "choose"]
