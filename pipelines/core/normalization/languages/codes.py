"""Codes and names of languages (ISO 639), as pages and rows declare them.

Belongs here: the tables. Does not: reading declared values with them (candidates).
"""

CODES_OF_TWO = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee
    el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is
    it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms
    mt my na nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl
    sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo
    za zh zu
    """.split()  # noqa: SIM905
)
"""ISO 639-1, without the codes that MACRO replaces."""

MACRO = {
    "nb": "no", "iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro", "sh": "sr", "cmn": "zh", "yue": "zh",
    "wuu": "zh", "zho": "zh", "arz": "ar", "ary": "ar", "arb": "ar", "prs": "fa", "pes": "fa", "sdh": "ku", "ckb": "ku",
    "kmr": "ku", "uzs": "uz", "gug": "gn", "fuv": "ff", "kik": "ki", "fil": "tl", "zsm": "ms", "lvs": "lv", "ekk": "et",
    "npi": "ne", "als": "sq", "khk": "mn", "pbt": "ps", "ory": "or", "plt": "mg", "azj": "az", "swh": "sw", "quy": "qu",
}  # fmt: skip
"""Obsolete codes and members of a macrolanguage → the code used here. Bokmål is `no`, Nynorsk stays `nn`."""

CODES_OF_THREE = {
    "afr": "af", "alb": "sq", "sqi": "sq", "amh": "am", "ara": "ar", "arm": "hy", "hye": "hy", "asm": "as", "aze": "az",
    "baq": "eu", "eus": "eu", "bel": "be", "ben": "bn", "bos": "bs", "bul": "bg", "bur": "my", "mya": "my", "cat": "ca",
    "chi": "zh", "cze": "cs", "ces": "cs", "cym": "cy", "wel": "cy", "dan": "da", "deu": "de", "ger": "de", "dut": "nl",
    "nld": "nl", "ell": "el", "gre": "el", "eng": "en", "epo": "eo", "est": "et", "fao": "fo", "fas": "fa", "per": "fa",
    "fin": "fi", "fra": "fr", "fre": "fr", "fry": "fy", "geo": "ka", "kat": "ka", "gla": "gd", "gle": "ga", "glg": "gl",
    "guj": "gu", "hat": "ht", "hau": "ha", "heb": "he", "hin": "hi", "hrv": "hr", "hun": "hu", "ibo": "ig", "ice": "is",
    "isl": "is", "ind": "id", "ita": "it", "jav": "jv", "jpn": "ja", "kan": "kn", "kaz": "kk", "khm": "km", "kin": "rw",
    "kir": "ky", "kor": "ko", "kur": "ku", "lao": "lo", "lat": "la", "lav": "lv", "lit": "lt", "ltz": "lb", "mac": "mk",
    "mkd": "mk", "mal": "ml", "mar": "mr", "may": "ms", "msa": "ms", "mlg": "mg", "mlt": "mt", "mon": "mn", "nep": "ne",
    "nno": "nn", "nob": "no", "nor": "no", "oci": "oc", "ori": "or", "orm": "om", "pan": "pa", "pol": "pl", "por": "pt",
    "pus": "ps", "ron": "ro", "rum": "ro", "rus": "ru", "sin": "si", "slk": "sk", "slo": "sk", "slv": "sl", "sna": "sn",
    "som": "so", "sot": "st", "spa": "es", "srp": "sr", "sun": "su", "swa": "sw", "swe": "sv", "tam": "ta", "tat": "tt",
    "tel": "te", "tgk": "tg", "tgl": "tl", "tha": "th", "tib": "bo", "bod": "bo", "tir": "ti", "tuk": "tk", "tur": "tr",
    "uig": "ug", "ukr": "uk", "urd": "ur", "uzb": "uz", "vie": "vi", "xho": "xh", "yid": "yi", "yor": "yo", "zul": "zu",
}  # fmt: skip
"""ISO 639-2, bibliographic and terminological codes → ISO 639-1."""

NAMES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "francais": "fr",
    "spanish": "es", "español": "es", "espanol": "es", "castellano": "es", "italian": "it", "italiano": "it",
    "portuguese": "pt", "português": "pt", "portugues": "pt", "dutch": "nl", "nederlands": "nl", "polish": "pl",
    "polski": "pl", "russian": "ru", "русский": "ru", "ukrainian": "uk", "українська": "uk", "turkish": "tr",
    "türkçe": "tr", "turkce": "tr", "arabic": "ar", "العربية": "ar", "persian": "fa", "farsi": "fa", "فارسی": "fa",
    "hebrew": "he", "עברית": "he", "hindi": "hi", "हिन्दी": "hi", "bengali": "bn", "bangla": "bn", "urdu": "ur",
    "tamil": "ta", "telugu": "te", "marathi": "mr", "gujarati": "gu", "malayalam": "ml", "kannada": "kn",
    "punjabi": "pa", "nepali": "ne", "sinhala": "si", "chinese": "zh", "mandarin": "zh", "simplified chinese": "zh",
    "traditional chinese": "zh", "中文": "zh", "简体中文": "zh", "繁體中文": "zh", "japanese": "ja", "日本語": "ja",
    "korean": "ko", "한국어": "ko", "vietnamese": "vi", "tiếng việt": "vi", "thai": "th", "ไทย": "th",
    "indonesian": "id", "bahasa indonesia": "id", "malay": "ms", "bahasa melayu": "ms", "tagalog": "tl",
    "filipino": "tl", "swedish": "sv", "svenska": "sv", "norwegian": "no", "norsk": "no", "bokmål": "no",
    "nynorsk": "nn", "danish": "da", "dansk": "da", "finnish": "fi", "suomi": "fi", "icelandic": "is", "greek": "el",
    "ελληνικά": "el", "czech": "cs", "čeština": "cs", "slovak": "sk", "slovenčina": "sk", "hungarian": "hu",
    "magyar": "hu", "romanian": "ro", "română": "ro", "bulgarian": "bg", "български": "bg", "croatian": "hr",
    "hrvatski": "hr", "serbian": "sr", "srpski": "sr", "српски": "sr", "bosnian": "bs", "slovenian": "sl",
    "slovene": "sl", "macedonian": "mk", "albanian": "sq", "estonian": "et", "eesti": "et", "latvian": "lv",
    "lithuanian": "lt", "catalan": "ca", "català": "ca", "galician": "gl", "basque": "eu", "euskara": "eu",
    "irish": "ga", "welsh": "cy", "swahili": "sw", "kiswahili": "sw", "zulu": "zu", "isizulu": "zu", "xhosa": "xh",
    "afrikaans": "af", "amharic": "am", "hausa": "ha", "yoruba": "yo", "igbo": "ig", "somali": "so", "georgian": "ka",
    "armenian": "hy", "azerbaijani": "az", "kazakh": "kk", "uzbek": "uz", "kyrgyz": "ky", "mongolian": "mn",
    "burmese": "my", "khmer": "km", "lao": "lo", "pashto": "ps", "kurdish": "ku", "maltese": "mt", "latin": "la",
}  # fmt: skip
"""Names in English and in the language itself, case-folded → ISO 639-1."""
