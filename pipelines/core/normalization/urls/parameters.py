"""Query parameters: those that track visits, those that choose a view, and those that identify the article.

Belongs here: lists and rules for parameters. Does not: paths (paths), hosts (domains).
The lists were compiled by hand from vendors' documentation (analytics, advertising, mail and social tools) and from
links on news sites.
"""

import re

from pipelines.core.normalization.word_lists import words

TRACKING_PREFIXES = (
    "utm_", "utm-", "ga_", "gad_", "hsa_", "mc_", "mtm_", "mkt_", "ml_", "pk_cam", "pk_kwd", "pk_med", "pk_sou",
    "pk_con", "piwik_", "matomo_", "lmd_", "at_", "xtor", "wt_", "wt.", "wtmc", "ns_", "sc_", "sm_", "sms_", "spm",
    "itm_", "int_", "oly_", "vero_", "fb_", "ig_", "tw_", "li_fat", "trk_", "__hs", "_hs", "hsctatr", "elq",
    "cmpid", "cmp_", "icid_", "bsft_", "dm_", "mkcid", "mkevt", "mkrid", "rb_", "wpisrc", "wpmm", "wickedid",
    "dpg_", "ntb_",
    "ocid", "cvid", "algo_", "aff_", "affiliate", "amp_js", "amp_gsa", "amp_lite", "ea.", "pf_rd", "dicbo", "obref",
)  # fmt: skip
"""Prefixes of tracking parameters."""

TRACKING = words(
    """
    _ __cft__ __s __source __tn__ __twitter_impression __xts__ _branch_match_id _branch_referrer _gac _gl _ke
    _kx _openstat _r _rss _source _t _trkparms _trksid _x_tr_hist _x_tr_hl _x_tr_pto _x_tr_sl _x_tr_tl abcmp
    ac_medium ad_id adgroupid adid_src algoexpid asc_campaign asc_refurl asc_source bbeml bbref bdcid campaign
    campaign_id campaignid campid carta-url ceid cid_source cjevent click_id clickid clicktime clid cmp cmpgn
    correlation_id cx_artpos cx_navsource cx_tag cxt dclid dtmc echobox edition-redirect ef_id efid eftracking
    embedded-checkout emc emci emdi emk enterid epik eref esrc et_cid et_rid event_log external_click_id fbaid
    fbclid feed_id feedname feedref feedtype from_source fromrss fsrc ftag ftcamp gaa_at gaa_n gaa_sig gaa_ts
    gbraid gclid gclsrc gdffi gdfms gdftrk gepc gift_token giftcode gs_lcp gs_lcrp gsid guccounter
    guce_referrer guce_referrer_sig hootpostid hpt icid ico id_externo_rsoc igsh igshid ijn impression_id
    instance_id intcmp ir_campaign irclickid iref irgwc isappinstalled itid ito itok leadsource lici
    lid_source lipi loginsuccessful mailing_id mbid mibextid mkwid ml_sub msclkid msockid mtrref n_cid
    name_source navsource ncid ndclid newsletter_id newsletterid nl_id nl_source nlid nname nr_email_referer
    nrid ns_source onboard onepal oref ouid pgtype pinned_post_asset_id pinned_post_locator pinned_post_type
    platform_source plckassetid previewtoken promocode pwapi_token rdt ref_campaign ref_cta ref_medium ref_src
    ref_url refcode referer referrer referringsource refid reflink refsrc regi_id rel_src req_id rss rss_id
    rssfeed s_campaign s_cid s_kwcid s_sub sa_campaign sara_ecid sara_ref sb_referer_host sccid segment_id
    sendgrid_id sfnsn shareToken share_from share_id share_token shareadraft shared_via sharedfrom sharesource
    sharetype smclient smid smprod smtyp snr soc_src soc_trk source_feed src_feed srcref sref srnd srsltid ssm
    ssrc st_source sthash subscriber_id syclid taid tblci tpcc tracking_id trackingid traffic_source trk
    trkcampaign trkinfo tsrc ttclid tw_i twclid twitter_impression twsrc ugc_source uid_source
    unlocked_article_code user_email usg usp ved view_source virtualbrandchannel wbraid wfr wprov wpsrc wref
    wt_zmc wtrid xcust xtcr yclid yptr ysclid zanpid
    """
)
"""Tracking parameters, in lower case. `_ga` is missing although it tracks: labelled URLs that differ only in it are
different articles."""

SESSION = words(
    """
    phpsessid jsessionid aspsessionid asp.net_sessionid cfid cftoken osessid oscsid zenid sessionid session_id
    session sess sessid
    """
)
HASHED_SESSION = words("s sid psid ssid sess_id")
HEX_SESSION = re.compile(r"[0-9a-fA-F]{26,64}")
"""`s` and `sid` identify a page or a session; a session id is a long hash (in forum software 32 hex digits)."""

CHANNEL_KEYS = words(
    """
    ref r source src s_source from origin channel ch siteid medium via cmp ito link feed xml ex rsstype
    output_source partner_id traffic sender entry entrypoint cid icn kw tag p1 lo li pos position cm click
    """
)
CHANNEL_VALUE = re.compile(
    r"(?:rss|feed|atom|xml|twitter|facebook|fb|whatsapp|telegram|linkedin|pinterest|instagram|reddit|email|e-mail|mail|"
    r"newsletter|social|push|share|sharing|google|googlenews|gnews|flipboard|yahoo|msn|homepage|home|hp|frontpage|"
    r"sidebar|related|crossref|sitemap|mobile|app|apple_news|smartnews|pocket)(?:$|[^a-z].*)",
    re.IGNORECASE | re.DOTALL,
)
"""Values that name a channel: with one of CHANNEL_KEYS they track where the reader came from."""

FEED_VALUE = re.compile(r"(?i)(?:^|[^a-z])m?rss(?:[^a-z]|$)")
"""`way=en-rss-all`: a value with the word rss tracks a feed, whatever the key."""

VIEW_KEYS = words(
    """
    amp _amp isamp is_amp hs_amp ampmode usqp aoh csi mobile ismobile is_mobile m_view mobile_view print
    printer printable printview print_view printerfriendly printer_friendly printpage pf do_print nomobile
    noamp fullsite
    """
)
"""Parameters that choose an AMP, mobile or print view."""

VIEW_VALUE = re.compile(r"(?i)(?:\w{1,12}\.)?(?:amp|print|mobile|mobil)(?:$|[^a-z].*|art|page.*|view|able|html|type.*)")
FORMAT_KEYS = words(
    """
    output outputtype format layout view viewas display template tpl mode type ot version device platform
    service theme render tmpl style skin page_type viewtype rendermode variant
    """
)
"""`outputType=amp`, `view=print`: the key chooses a format, and the value names that of a twin."""

PAGE_KEYS = words("page paged pagenum page_num pagenumber pageno cpage comment_page seite pagina")
PAGE_VALUE = re.compile(r"[0-9]{1,2}|all|full|show|comments?", re.IGNORECASE)
"""Pagination, if the path identifies the article."""

REFERRAL_KEYS = words(
    """
    at channel cmp feature from gi kwd link_id linkid lo mod mx newsletter origin p1 partner pwa ref referral
    rel section share shared source src subid tag tracking via xid
    """
)
"""Keys that track where the reader came from, whatever their value, if the path identifies the article; otherwise they
may identify the page."""


def is_tracking(key: str, value: str) -> bool:
    """Whether a parameter, as written in the URL, only tracks visits or carries a session.

    >>> is_tracking("utm_source", "feed"), is_tracking("ref", "rss"), is_tracking("id", "7")
    (True, True, False)
    >>> is_tracking("sid", "00ff11ee22dd33cc44bb55aa66997788"), is_tracking("sid", "57")
    (True, False)
    """
    low = key.lower()
    if low in TRACKING or low in SESSION or low.startswith(TRACKING_PREFIXES):
        return True
    if low in HASHED_SESSION:
        return bool(HEX_SESSION.fullmatch(value))
    if low in CHANNEL_KEYS and CHANNEL_VALUE.fullmatch(value):
        return True
    return bool(FEED_VALUE.search(value)) and not low.endswith(("id", "url", "q"))


def is_view(key: str, value: str) -> bool:
    """Whether a parameter chooses an AMP, mobile or print view.

    >>> is_view("outputType", "amp"), is_view("amp", ""), is_view("view", "gallery")
    (True, True, False)
    """
    low = key.lower()
    return low in VIEW_KEYS or (low in FORMAT_KEYS and bool(VIEW_VALUE.fullmatch(value)))


def is_secondary(key: str, value: str) -> bool:
    """Whether a parameter of a path that identifies the article is a page number or tracks where the reader came from.

    >>> is_secondary("page", "2"), is_secondary("section", "sport/golf"), is_secondary("id", "7")
    (True, True, False)
    """
    low = key.lower()
    return low in REFERRAL_KEYS or (low in PAGE_KEYS and bool(PAGE_VALUE.fullmatch(value)))


def split(query: str) -> list[tuple[str, str]]:
    """The (key, value) pairs of a query as written, without empty ones.

    >>> split("a=1&&b&=&c=")
    [('a', '1'), ('b', ''), ('c', '')]
    """
    pairs = (piece.partition("=")[::2] for piece in query.split("&"))
    return [(key, value) for key, value in pairs if key or value]


def join(pairs: list[tuple[str, str]]) -> str:
    """The query of these pairs; a key without a value has no `=`."""
    return "&".join(f"{key}={value}" if value else key for key, value in pairs)
