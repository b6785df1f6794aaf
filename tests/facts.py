"""What may be stated from outside, written out: every rule, study, model, term, line and page it was read on.

Nothing here is derived from data/. A word is a stem in lower case; "|" stands between two that will do.
"""

CHECKED = "Checked 21 November 2026"
PRIMARY, SECONDARY = "Read at the source: ", "As reported by "

# A body: words of its document and edition, then each point by its id: its number, how it was read, words.
BODIES = {
    "aca": (["code of ethics", "2014", "revision"], {
        "aca-a-5-c": ("A.5.c", SECONDARY, ["five years", "last professional contact", "partners", "family", "writing",
                                           "exploit", "the wording elsewhere"]),
        "aca-a-6-e": ("A.6.e", SECONDARY, ["avoided", "harm", "partners", "flat ban"]),
        "aca-a-5-e": ("A.5.e", SECONDARY, ["client", "virtual"]),
    }),
    "apa": (["ethical principles of psychologists", "2002", "2010", "2017", "2018"], {
        "apa-10-08": ("10.08", SECONDARY, ["two years", "exploit", "reasoning"]),
        "apa-friendship": ("", SECONDARY, ["none of the standards|no standard", "friend"]),
        "apa-3-05": ("3.05", SECONDARY, ["multiple relationship", "promise", "future", "impair", "exploit"]),
        "apa-10-09": ("10.09", SECONDARY, ["interrupt", "plan"]),
        "apa-10-10": ("10.10", SECONDARY, ["no longer benefits", "counselling about the ending"]),
    }),
    "nasw": (["code of ethics", "year not checked"], {
        "nasw-1-09-c": ("1.09(c)", SECONDARY, ["should not", "number of years", "burden"]),
        "nasw-1-06-c": ("1.06(c)", SECONDARY, ["dual or multiple", "former", "exploit", "culture"]),
        "nasw-1-06-e-h": ("1.06(e)–(h)", PRIMARY, ["careful|caution", "posts", "affiliation", "connect"]),
    }),
    "aamft": (["code of ethics", "1 january 2015"], {
        "aamft-1-5": ("1.5", SECONDARY, ["prohibited", "time"]),
        "aamft-friendship": ("", SECONDARY, ["no separate rule"]),
        "aamft-1-11": ("1.11", SECONDARY, ["abandon"]),
        "aamft-consultation": ("", PRIMARY, ["unsure", "consult"]),
    }),
    "bacp": (["ethical framework", "2018", "july 2018"], {
        "bacp-34": ("point 34", PRIMARY, ["exception", "supervision", "edition before"]),
        "bacp-37": ("point 37", SECONDARY, ["cautious", "power", "dependence", "conflicts of interest", "no ban",
                                            "no fixed wait"]),
        "bacp-33": ("point 33", PRIMARY, ["boundaries", "work"]),
        "bacp-endings": ("", PRIMARY, ["2018", "former clients", "breaks and endings", "illness", "death"]),
    }),
    "hcpc": (["standards of conduct, performance and ethics", "1 september 2024"], {
        "hcpc-1-12": ("1.12", PRIMARY, ["abuse", "personal", "sexual", "emotional", "financial", "carers"]),
        "hcpc-former-clients": ("", PRIMARY, ["no rule|no explicit", "former clients"]),
        "hcpc-1-8": ("1.8", PRIMARY, ["power", "trust", "social", "personal"]),
        "hcpc-1-9": ("1.9", PRIMARY, ["boundaries", "set", "kept|keep"]),
        "hcpc-guidance": ("", PRIMARY, ["guidance", "power", "at all times|always"]),
    }),
    "crpo": (["professional practice standards", "1.7", "1 january 2024"], {
        "crpo-five-years": ("", PRIMARY, ["five years", "client"]),
        "crpo-1-7-2": ("1.7.2", PRIMARY, ["should", "dual relationships"]),
        "crpo-1-7-3": ("1.7.3", PRIMARY, ["ethical", "clinical", "document", "current", "former"]),
        "crpo-1-7-4": ("1.7.4", PRIMARY, ["online"]),
        "crpo-1-8": ("1.8", PRIMARY, ["crossing", "violation", "may help", "harm"]),
    }),
    "psyba": (["code of conduct", "1 december 2025"], {
        "psyba-two-year-rule": ("", PRIMARY, ["two years", "could not read", "change"]),
        "psyba-multiple": ("", PRIMARY, ["multiple relationships", "not read"]),
    }),
    "nz-hdc": (["19hdc01491", "2021"], {
        "nz-hdc-right-4-2": ("Right 4(2)", PRIMARY, ["personal relationship", "breach"]),
        "nz-hdc-boundaries": ("", PRIMARY, ["ended", "boundaries", "practising"]),
        "nz-hdc-vulnerability": ("", PRIMARY, ["vulnerab"]),
    }),
    "texas": (["22 tac 681.38(d)", "not checked", "licensed professional counsellors"], {
        "texas-five-years": ("", PRIMARY, ["five years", "end"]),
        "texas-two-years": ("", PRIMARY, ["two years", "nothing to do with therapy|unrelated", "whichever|whoever",
                                          "small communities"]),
        "texas-to-show": ("", PRIMARY, ["consent", "exploit", "detriment"]),
    }),
    "florida": (["64b4-10.003", "not checked"], {
        "florida-two-years": ("", SECONDARY, ["two years", "time"]),
        "florida-factors": ("", SECONDARY, ["formal ending", "transfer", "how long|length", "confided", "problem",
                                            "dependence"]),
    }),
    "new-york": (["practice guidance", "psychologists", "not checked"], {
        "new-york-two-years": ("", PRIMARY, ["two years"]),
        "new-york-social": ("", PRIMARY, ["social relationships"]),
    }),
    "north-carolina": (["21 ncac 63 .0504(d)", "social workers", "not checked"], {
        "north-carolina-0504-d": (".0504(d)", PRIMARY, ["social worker", "personal", "business"]),
    }),
}  # fmt: skip
GENERAL = [
    ["never", "five years", "two years", "floor", "permission"],
    ["banned outright", "write", "consult", "texas", "north carolina"],
    ["bacp", "power and dependence", "conflicts of interest", "new zealand", "boundaries"],
    ["australia", "december 2025", "not checked"],
    ["profession", "country", "state"],
]
UNCHECKED = [
    "Psychology Board of Australia", "NBCC", "UKCP", "BPS", "CPA", "CCPA", "PACFA", "NZ Psychologists Board", "NZAC",
    "IACP", "IAHIP", "EFPA",
]  # fmt: skip

# A study or a model: the section it stands in, how it was read, words.
STUDIES = {
    "kramer": ("ethical", PRIMARY, ["46%", "1989", "70%", "1996", "83%", "2004", "aldoubi", "nine",
                                    "in the essay's report", "from the essay", "opinions", "trend", "countries"]),
    "borys-pope-1989": ("ethical", SECONDARY, ["4,800", "49%", "dual roles"]),
    "nigro-uhlemann-2004": ("ethical", PRIMARY, ["206", "529", "39", "british columbia"]),
    "pope-1987": ("ethical", PRIMARY, ["83 behaviours", "12", "tabachnick"]),
    "gibson-pope-1993": ("ethical", PRIMARY, ["597", "1,000", "88 behaviours", "71 (3), 330–336"]),
    "pipes-1997": ("ethical", SECONDARY, ["little research", "personal", "significant", "7 (1), 27–41"]),
    "anderson-1996": ("ethical", SECONDARY, ["very low", "consultation", "ed408548", "may"]),
    "vesentini-2021": ("ethical", PRIMARY, ["786", "nearly half", "third", "fifth", "clients in general"]),
    "schachter-1990": ("clients", PRIMARY, ["little damage|damage or none", "professional", "71 , 475–485"]),
    "schachter-1997": ("clients", PRIMARY, ["three cases", "professional", "78 (6)"]),
    "knox-1999": ("clients", PRIMARY, ["13 adults", "comfort", "46 (2), 244–256"]),
    "knox-2018": ("clients", PRIMARY, ["14 therapists", "supervisor|supervision", "31 (3), 353–374"]),
    "hook-devereux-2018": ("clients", PRIMARY, ["idealis", "harm", "24 (6), 366–373"]),
    "gutheil-gabbard-1998": ("slope", PRIMARY, ["crossings", "violations", "context", "155 (3), 409", "names"]),
    "gottlieb-younggren-2009": ("slope", PRIMARY, ["slide", "too simple", "40 (6), 564–571", "authors"]),
    "couldnt-happen-2003": ("slope", PRIMARY, ["crisis", "special", "denial", "54 (4), 517–522"]),
    "schank-skovholt-1997": ("rural", SECONDARY, ["16 rural", "codes", "28 (1), 44–49"]),
    "bacp-retire-2017": ("endings", PRIMARY, ["little", "traumatic", "spring 2017"]),
    "reamer-eoe": ("endings", PRIMARY, ["4 march 2002", "july 2014", "coffee", "lunch", "licensing complaint"]),
    "resources-2020": ("decision", PRIMARY, ["263", "16 scenarios", "gottlieb", "kitchener", "own judgement"]),
    "gottlieb-1993": ("decision", PRIMARY, ["second relationship", "limits", "could not be read"]),
    "pope-keith-spiegel-2008": ("decision", PRIMARY, ["nine steps", "errors", "64 (5), 638–652"]),
    "sonne": ("decision", PRIMARY, ["sort", "crossing", "accident|chance"]),
    "forester-miller-davis": ("decision", SECONDARY, ["seven steps", "autonomy", "nonmaleficence", "beneficence",
                                                     "justice", "fidelity", "kitchener"]),
    "crpo-173": ("decision", PRIMARY, ["1.7.3", "regulator", "ethical and clinical"]),
}  # fmt: skip
BESIDE_MODELS = ["263 students", "aca code", "gottlieb", "kitchener", "this site's own suggestion"]
NOT_KNOWN = ["no study|nothing", "representative|stand for everyone", "friendships"]

# A term: words of its meaning. Each stands in the glossary with an example and with terms that go with it.
TERMS = {
    "abandonment": ["stop", "neglect", "reasonable"],
    "attachment": ["bond", "last", "away|absen"],
    "autonomy-as-a-principle": ["respect", "own lives"],
    "beneficence": ["doing good"],
    "boundary": ["role", "about the client"],
    "boundary-crossing": ["step", "may help", "hurt"],
    "boundary-violation": ["step", "harmed", "exploited"],
    "consultation": ["colleague", "decision"],
    "countertransference": ["feelings", "therapist", "needs", "history"],
    "dependency-in-therapy": ["relying", "hard", "without"],
    "dual-or-multiple-relationship": ["same person", "in turn", "friend"],
    "fidelity": ["keeping faith"],
    "fiduciary-duty": ["trusted with power", "interests"],
    "harm-reduction": ["dangerous", "without insisting", "drugs"],
    "idealising-transference": ["perfect", "hurt"],
    "informed-consent": ["free will|freely", "explained", "goes on"],
    "internal-representation": ["picture", "voice", "near"],
    "justice": ["fair"],
    "mediator": ["outside the pair", "contact", "client"],
    "nonmaleficence": ["avoiding harm"],
    "nonprofessional-relationship": ["outside", "no matter which"],
    "ongoing-connection": ["small on purpose", "structure", "not friendship"],
    "posttermination-relationship": ["after", "end"],
    "power-differential": ["therapist", "knows|knowing|knowledge", "trust"],
    "role-reversal": ["client", "look after|looking after|looks after"],
    "self-disclosure": ["telling a client", "own life"],
    "slippery-slope": ["small", "disputed"],
    "supervision": ["regular", "confidential|private|confidence", "work"],
    "termination": ["end", "by plan", "one of the two", "both"],
    "transference": ["feelings", "earlier|past"],
    "transitional-object": ["comfort", "isn't there"],
}

# Somewhere to turn, and in a crisis: see tests/brief.py (HELP). The telephone numbers, wherever they stand:
REACH = {  # what a link calls, and what it texts
    "crisis-us": ("988", "988"),
    "crisis-canada": ("988", "988"),
    "crisis-uk": ("116 123", None),
    "crisis-ireland": ("116 123", None),
    "crisis-australia": ("13 11 14", "0477 13 11 14"),
    "crisis-new-zealand": ("1737", "1737"),
    "crisis-elsewhere": (None, None),
}
PHONES = {"0800 11 22 33", "988", "116 123", "13 11 14", "0477 13 11 14", "1737"}
# Figures that any page may hold, of the kinds that a page could get wrong.
CLAUSES = {
    "A.5.c", "A.5.e", "A.6.e", "10.08", "3.05", "10.09", "10.10", "1.09(c)", "1.06(c)", "1.06(e)", "1.5", "1.11",
    "1.12", "1.7", "1.7.2", "1.7.3", "1.7.4", "1.8", "1.9", "4(2)", "681.38(d)", "681.38", "10.003", ".0504(d)",
}  # fmt: skip
PERCENTAGES = {"46", "49", "70", "83"}
YEARS = {
    "1987", "1989", "1990", "1993", "1996", "1997", "1998", "1999", "2002", "2003", "2004", "2005", "2008", "2009",
    "2010", "2014", "2015", "2016", "2017", "2018", "2019", "2020", "2021", "2023", "2024", "2025", "2026",
}  # fmt: skip
# Every other number on the pages of codes, research and words, and on those for one kind of reader.
NUMBERS = {
    "codes/": {"1", "2", "3", "4", "5", "21", "22", "33", "34", "37", "63", "19HDC01491", "64B4", "0504"},
    "research/": {
        "12", "13", "14", "16", "39", "83", "88", "206", "263", "529", "597", "786", "1,000", "4,800", "4", "7",
        "1", "2", "21", "408548",  # a reader is told which of two pages is meant: (1), (2)
    },
    "glossary/": set(),
    "for-former-clients/": set(),
    "for-friends-and-partners/": set(),
    "for-clinicians/": {"14", "1", "21", "22"},
}  # fmt: skip
DOIS = {
    "10.1207/s15327019eb0701_3", "10.1037/0022-0167.46.2.244", "10.1192/bja.2018.26", "10.1176/ajp.155.3.409",
    "10.1176/appi.ps.54.4.517", "10.1080/2331186X.2020.1757182", "10.1017/S0033291720000513", "10.1002/jclp.20477",
    "10.1177/21677026231186625",
}  # fmt: skip

# Every page elsewhere that a fact was read on …
READ_AT = {
    "https://www.counseling.org/publications/counseling-today-magazine/article-archive/legacy/why-cant-we-be-friends",
    "http://homestudycredit.com/courses/contentECRMAbb2/secECRMAbb209.html",
    "https://nbcc.org/resources/nccs/newsletter/understanding-the-upcoming-changes-to-the-aca-code-of-ethics",
    "http://www.apa.org/monitor/dec04/ethics.aspx",
    "https://www.psychologyexams.com/2018/05/30/10-therapy/",
    "https://info.5y1.org/apa-research-code-of-ethics_1_16f812.html",
    "https://www.socialworkers.org/About/Ethics/Ethics-Education-and-Resources/Ethical-Standard-of-the-Month/Conflicts-of-Interest",
    "https://socialworktestprep.com/blog/2025/may/12/ethics-the-exam-1-09-sexual-relationships",
    "https://networks.aamft.org/kentucky/resources/aamft-code-of-ethics",
    "https://brainscape.com/flashcards/aamft-6681028/packs/10619013",
    "https://www.bacp.co.uk/events-and-resources/ethics-and-standards/ethical-framework-for-the-counselling-professions/building-an-appropriate-relationship/",
    "https://www.bacp.co.uk/bacp-journals/therapy-today/2018/july-2018/the-only-way-is-ethics/",
    "https://hcpc-uk.org/standards/meeting-our-standards/person-centred-care/maintaining-professional-boundaries",
    "https://crpo.ca/practice-standards/professional-conduct/dual-relationships/",
    "https://www.crpo.ca/sexual-abuse/",
    "https://www.psychologyboard.gov.au/Standards-and-Guidelines/FAQ/Code-of-Conduct.aspx",
    "https://hdc.org.nz/decisions/search-decisions/2021/19hdc01491",
    "https://texreg.sos.state.tx.us/public/readtac$ext.TacPage?sl=R&app=9&p_dir=&p_rloc=&p_tloc=&p_ploc=&pg=1&p_tac=&ti=22&pt=30&ch=681&rl=38",
    "http://flrules.elaws.us/fac/64b4-10.003",
    "https://www.op.nysed.gov/professions/psychology/professional-practice/dual-relationships",
    "http://reports.oah.state.nc.us/ncac/title%2021%20-%20occupational%20licensing%20boards%20and%20commissions/chapter%2063%20-%20social%20work%20certification/21%20ncac%2063%20.0504.html",
    "https://toidap.com/an-example-of-a-dual-relationship-is-one-where-a-social-worker-and-client-go-on-a-date",
    "https://cjc-rcc.ucalgary.ca/article/view/58728",
    "https://www.kspope.com/ethics/research4.php",
    "https://www.kspope.com/ethics/counselor.php",
    "https://pdfslide.us/documents/dual-relationships-in-rural-and-small-community-psychologist.html",
    "https://pubmed.ncbi.nlm.nih.gov/9513017/",
    "https://epublications.marquette.edu/edu_fac/12/",
    "https://epublications.marquette.edu/edu_fac/522/",
    "https://www.cambridge.org/core/product/3A04D90B5BD1832871AA608071EA7CB8",
    "https://ajp.psychiatryonline.org/doi/10.1176/ajp.155.3.409",
    "https://utsouthwestern.elsevierpure.com/en/publications/is-there-a-slippery-slope-considerations-regarding-multiple-relat",
    "https://ps.psychiatryonline.org/doi/full/10.1176/appi.ps.54.4.517",
    "https://informahealthcare.com/doi/full/10.1080/2331186X.2020.1757182",
    "https://www.pubmed.gov/32183919/",
    "https://www.bacp.co.uk/bacp-journals/private-practice/spring-2017/when-is-it-time-to-retire/",
    "https://www.socialworktoday.com/news/eoe_030402.shtml",
    "https://www.socialworktoday.com/news/eoe_070214.shtml",
    "https://www.kspope.com/dual/gottlieb.php",
    "http://kspope.com/ethics/boundary.php",
    "https://kspope.com/site/multiple-relationships.php",
    "https://studylib.net/doc/25534739/aca-guide-to-ethical-decision-making",
    "http://therapyabuse.org/about_us.htm",
    "http://therapyabuse.org/resources.htm",
    "https://asppb.net/consumers/complaints-discipline/",
    "https://www.bacp.co.uk/about-us/protecting-the-public/professional-conduct/",
    "https://www.hcpc-uk.org/concerns/what-we-investigate/registered-professionals/",
    "http://www.ahpra.gov.au/Notifications/About-notifications.aspx",
    "https://www.pbanz.org.nz/index.php?Concernsaboutapsychotherapist",
    "https://www.crpo.ca/filing-a-complaint-about-a-member/",
    "https://contactlistens.org/get-help/",
    "https://www.mcphs.edu/student-life/counseling-services/emergency-services/988-suicide-and-crisis-lifeline",
    "https://dailyhive.com/canada/988-suicide-crisis-helpline-launch",
    "https://www.samaritans.org/how-we-can-help/contact-samaritan/",
    "https://www.irishtimes.com/news/samaritans-freephone-helpline-will-save-lives-says-lynch-1.526624",
    "https://lifeinmind.org.au/news/lifelines-crisis-text-service-now-available-24-7",
    "https://www.health.govt.nz/news-media/news-items/phone-counselling-service-busy-following-christchurch-tragedy",
    "https://findahelpline.com/AU",
}
# … the place to check each body's current text: its own site where a page of it is among those …
CURRENT = {
    "aca": "https://www.counseling.org/",
    "apa": "https://www.apa.org/",
    "nasw": "https://www.socialworkers.org/",
    "aamft": "https://networks.aamft.org/kentucky/resources/aamft-code-of-ethics",
    "bacp": "https://www.bacp.co.uk/",
    "hcpc": "https://www.hcpc-uk.org/",
    "crpo": "https://www.crpo.ca/",
    "psyba": "https://www.psychologyboard.gov.au/",
    "nz-hdc": "https://hdc.org.nz/",
    "texas": "https://texreg.sos.state.tx.us/public/readtac$ext.TacPage?sl=R&app=9&p_dir=&p_rloc=&p_tloc=&p_ploc=&pg=1"
    "&p_tac=&ti=22&pt=30&ch=681&rl=38",
    "florida": "http://flrules.elaws.us/fac/64b4-10.003",
    "new-york": "https://www.op.nysed.gov/",
    "north-carolina": "http://reports.oah.state.nc.us/ncac/title%2021%20-%20occupational%20licensing%20boards%20and%20"
    "commissions/chapter%2063%20-%20social%20work%20certification/21%20ncac%2063%20.0504.html",
}
# … and what else the site links: the essay's own link, licences, what it is built with, a page to leave to.
OTHERS = {
    "https://www.counseling.org/publications/counseling-today-magazine/article-archive/article/legacy/why-cant-we-be-friends",
    "https://creativecommons.org/licenses/by/4.0/", "https://www.mkdocs.org/",
    "https://squidfunk.github.io/mkdocs-material/", "https://www.bbc.co.uk/weather", "https://findahelpline.com/",
}  # fmt: skip

# Standards of training that a teaching page may name, with what was read of each: level, and points with their words.
STANDARDS = {
    "scoped": ("primary", {
        "scoped-1-1": ("1.1", "ethical frameworks"),
        "scoped-1-4": ("1.4", "confidentiality"),
        "scoped-1-6": ("1.6, 1.6.a, 1.6.b", "dilemmas"),
        "scoped-1-7": ("1.7", "culture"),
        "scoped-1-8": ("1.8", "boundaries online"),
        "scoped-3-4": ("3.4", "boundaries"),
        "scoped-3-5": ("3.5", "power"),
    }),
    "cacrep-2024": ("primary", {
        "cacrep-2024-3a": ("Section 3.A", "Professional Counseling Orientation and Ethical Practice"),
    }),
    "apa-benchmarks": ("secondary", {
        "apa-benchmarks-1a": ("1A", "integrity"),
        "apa-benchmarks-1d": ("1D", "welfare of others"),
    }),
}  # fmt: skip
