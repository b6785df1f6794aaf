"""What has to be on the site, written out: each item's code, where it lives, and words that must stand there.

Nothing here is derived from data/; a word is a stem, in lower case.
"""

CASES = {
    "C1": ("cases/single-session/", ["ten years", "hobby", "traumatic", "rural", "wiser", "culture|cultural"]),
    "C2": (
        "cases/warm-ongoing/",
        ["rapport", "consent", "countertransference", "likeable", "attun|tuned", "duty of care"],
    ),
    "C3": (
        "cases/life-changes/",
        ["retire", "illness", "role reversal|roles", "handover|handed over", "countertransference", "third"],
    ),
    "C4": (
        "cases/blurred-boundaries/",
        ["attach", "stuck", "harm reduction", "dual role", "self-disclos|disclos", "confus"],
    ),
    "C5": (
        "cases/asking-about-friendship/",
        ["check-in", "sexual", "ambiguous", "more than a year|over a year", "frank", "in common"],
    ),
}
# Not in the essay or the column: written for this site.
COMPANIONS = {
    "C6": (
        "cases/same-workplace/",
        ["former client", "charity", "manager", "rota", "names|named", "on one course|in one job"],
    ),
    "C7": ("cases/small-community/", ["deaf", "committee|club|supper", "avoid", "supervis", "sign"]),
    "C8": ("cases/sudden-ending/", ["illness", "death", "letter", "list", "funeral", "colleague"]),
    "C9": ("cases/online-request/", ["follow", "private", "message", "months", "screen"]),
    "C10": ("cases/former-client-colleague/", ["course", "train", "profession", "colleague", "friendship"]),
    "C11": ("cases/updates-that-drift/", ["agreed|agreement", "e-mail", "night|midnight", "supervisor", "drift"]),
}
EVERY_CASE = CASES | COMPANIONS
TAUGHT = ("C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10", "C11")  # which have a page on teaching them
LEVELS = {
    "introductory": ["C1", "C2", "C5", "C9"],
    "intermediate": ["C3", "C6", "C7", "C11"],
    "advanced": ["C4", "C8", "C10"],
}
THEMES = {
    "asking-for-more": ["C2", "C5", "C9"],
    "meeting-again": ["C1", "C6", "C7", "C10"],
    "overlapping-roles": ["C1", "C4", "C6", "C7", "C10"],
    "endings": ["C2", "C3", "C8"],
    "contact-within-limits": ["C3", "C8", "C11"],
    "blurred-lines": ["C4", "C11"],
    "lasting-power": ["C5", "C6", "C10"],
    "therapists-needs": ["C2", "C3", "C4", "C10", "C11"],
    "loss": ["C3", "C8"],
    "who-may-know": ["C6", "C7", "C8", "C9"],
    "online": ["C9", "C11"],
}
FACETS = {
    "Therapy": {
        "Under way": ["C2", "C4"],
        "Ending": ["C3", "C8"],
        "Over": ["C1", "C5", "C6", "C7", "C9", "C10", "C11"],
    },
    "Therapy ended": {
        "Not ended": ["C2", "C4"],
        "Ending now": ["C3", "C8"],
        "Months ago": ["C9"],
        "Over a year ago": ["C5", "C6", "C7", "C11"],
        "Over ten years ago": ["C1", "C10"],
    },
    "Attachment": {
        "Slight": ["C1"],
        "Warm": ["C2", "C3", "C5", "C6", "C7", "C9", "C11"],
        "Strong": ["C4", "C8", "C10"],
    },
    "Boundaries": {
        "Kept": ["C5", "C6", "C7", "C8", "C9", "C10"],
        "Largely kept": ["C2", "C3", "C11"],
        "Blurred": ["C4"],
        "Hardly tested": ["C1"],
    },
    "Where they meet": {
        "Only in the therapy": ["C2", "C3"],
        "Not in touch": ["C5", "C8"],
        "A hobby group": ["C1"],
        "Overlapping circles": ["C4"],
        "A workplace or course": ["C6", "C10"],
        "A small community": ["C7"],
        "Online": ["C9", "C11"],
    },
    "Who asks": {
        "The client": ["C2", "C5", "C8", "C9", "C10"],
        "The therapist": ["C3"],
        "Both, in their own way": ["C4", "C7", "C11"],
        "Nobody yet": ["C1", "C6"],
    },
}
# The key points that are more than somebody's opinion, by a word of their titles.
SETTLED = {
    "C1": ["Places"], "C3": ["Endings", "More risks"], "C5": ["Opinion", "Where this answer"],
    "C6": ["Whose story", "newcomer"], "C7": ["Where roles"], "C8": ["list"], "C9": ["button"], "C10": ["mark"],
}  # fmt: skip
CONTESTED = {"C5": ["What codes", "Beside cases"], "C7": ["equal terms"], "C10": ["Equal terms", "time wears"]}
# Where answers in the finder lead.
YEARS, MATTERED, MEETING = (
    "More than a year ago",
    "It mattered, and it ended well enough",
    "Neither, but they keep meeting",
)
WAYS = {
    (YEARS, "Slight: a meeting or two", "In a choir, a club, a class"): {"C1", "C7"},
    ("It is still going on", "It is warm, and the usual limits hold", "The client"): {"C2"},
    (
        "It is still going on",
        "They are much like friends already",
        "Favours, confidences, meetings outside the hour",
    ): {"C4"},
    ("It is ending now, or has just broken off", "The therapist is retiring, moving away or has to stop"): {"C3"},
    ("It is ending now, or has just broken off", "The therapist is gravely ill, or has died"): {"C8"},
    (YEARS, MATTERED, "The client", "Nothing has been sent yet"): {"C5"},
    ("Weeks or months ago", "The client", "A follow request, or messages on a screen"): {"C9"},
    ("Weeks or months ago", "The client", "News now and then, as the two agreed"): {"C11"},
    (YEARS, MATTERED, MEETING, "In a community too small to avoid each other"): {"C7"},
    (YEARS, MATTERED, MEETING, "Where they work, train or study", "No, they are simply there together"): {"C6"},
    (YEARS, MATTERED, MEETING, "Where they work, train or study", "Yes, or may do so one day"): {"C6", "C10"},
}
TO_HELP = (
    "It has become frightening, or something sexual has happened", "Something that has done harm",
    "It broke off, and no reason was given", "It still hurts, or what came after went wrong",
    "Nothing yet, but there is something painful to say",
    "They became friends, or began to, and it went wrong", "Something sexual, or something that frightens",
)  # fmt: skip
RISKS = {
    "RP1": ("risks/rp1/", ["therapy", "social", "unsure|sure"]),
    "RP2": ("risks/rp2/", ["attach", "intense", "other relationships|others"]),
    "RP3": ("risks/rp3/", ["mental health", "how far|how much", "using"]),
    "RP4": ("risks/rp4/", ["online", "how often", "support"]),
    "RP5": ("risks/rp5/", ["objective", "trauma", "anger|angry"]),
    "RP6": ("risks/rp6/", ["guilt", "dropped", "entertaining"]),
    "RP7": ("risks/rp7/", ["freely", "wellbeing", "echo"]),
    "RP8": ("risks/rp8/", ["trauma", "attachment", "ambigu|unclear"]),
    "RT1": ("risks/rt1/", ["feedback", "fond", "end"]),
    "RT2": ("risks/rt2/", ["admir", "replace|take their place", "unaware|without knowing|without noticing"]),
    "RT3": ("risks/rt3/", ["hurt", "betray", "structure"]),
    "RT4": ("risks/rt4/", ["licence", "clinical", "dismissed|brushed aside"]),
    "RT5": ("risks/rt5/", ["favour", "affirm", "power"]),
    "RT6": ("risks/rt6/", ["resent", "duty", "less than"]),
    "RT7": ("risks/rt7/", ["consult", "alone", "defensive"]),
}
QUESTIONS = {
    "Q1": ("questions/q1/", ["significant", "attached", "therapist"]),
    "Q2": ("questions/q2/", ["confus", "trauma", "attachment"]),
    "Q3": (
        "questions/q3/",
        ["other relationships|other ties|others|other people", "narrow|crowd|limit", "ability|able|harder"],
    ),
    "Q4": ("questions/q4/", ["vulnerab", "face value", "power"]),
    "Q5": ("questions/q5/", ["company", "affirm", "griev"]),
    "Q6": ("questions/q6/", ["guilt", "judged", "hurt"]),
    "Q7": ("questions/q7/", ["supervisor", "colleague", "ease|comfortable"]),
    "Q8": ("questions/q8/", ["capacity|keep up", "reasonably", "expect"]),
    "Q9": ("questions/q9/", ["crisis", "emotional support", "duties|obligation"]),
    "Q10": ("questions/q10/", ["ended badly|end badly|went wrong", "worse off", "clean"]),
    "Q11": ("questions/q11/", ["exception", "one person|one client", "anyone"]),
    "Q12": ("questions/q12/", ["fair", "practice", "boundaries"]),
    "QC1": ("questions/qc1/", ["exceptions", "dismissive|dismissed", "step by step"]),
    "Q13": ("questions/q13/", ["check-ins", "hobby", "topic"]),
    "Q14": ("questions/q14/", ["both", "outside", "support"]),
    "Q15": ("questions/q15/", ["consult", "alone", "decid"]),
    "Q16": (
        "questions/q16/",
        ["countertransference", "unprocessed|not yet worked through|worked through", "blurred"],
    ),
    "Q17": ("questions/q17/", ["disclos", "dependen", "unmet|not met"]),
    "Q18": ("questions/q18/", ["hurt", "defend", "part in|part i "]),
    "Q19": ("questions/q19/", ["bear", "mixed feelings", "turned|turn it down|turn down"]),
    "Q20": ("questions/q20/", ["gradual", "mediator", "check-ins"]),
}
SAFEGUARDS = {
    "S1": ("safeguards/#s1", ["form", "tick", "every client|every departing|everyone|all clients"]),
    "S2": ("safeguards/#s2", ["clinician|consult", "isolation", "accountab|oversight"]),
    "S3": ("safeguards/#s3", ["letter", "milestone", "limit"]),
    "M1": ("safeguards/#m1", ["mediator", "consult", "both"]),
    "M2": ("safeguards/#m2", ["expect", "consent", "limit"]),
    "M3": ("safeguards/#m3", ["structured", "limited", "client's needs|what the client needs|needs of the client"]),
    "M4": ("safeguards/#m4", ["guilt", "attachment", "discomfort|uncomfortable"]),
    "P1": ("safeguards/#p1", ["attach", "warm", "blurred"]),
    "P2": ("safeguards/#p2", ["consult", "supervision", "without"]),
    "P3": ("safeguards/#p3", ["ambivalen", "guilt", "isolat"]),
    "P4": ("safeguards/#p4", ["trauma", "dependen", "centre"]),
    "P5": ("safeguards/#p5", ["countertransference", "relief|relieved", "low-risk|low risk|low in risk"]),
}
ALTERNATIVES = {
    "A1": ("alternatives/#a1", ["good wishes|wishes", "consultant|treats|treating", "time to time|now and"]),
    "A2": ("alternatives/#a2", ["stone", "journal", "symbol"]),
    "A3": ("alternatives/#a3", ["playlist", "classical", "dual role"]),
    "A4": ("alternatives/#a4", ["news", "channel|way", "expect"]),
    "A5": ("alternatives/#a5", ["facilitat", "third", "occasional|now and then"]),
    "A6": ("alternatives/#a6", ["open", "essay", "other|another"]),
}
ITEMS = EVERY_CASE | RISKS | QUESTIONS | SAFEGUARDS | ALTERNATIVES

# Points without a code: the page that holds each, and words that must stand there.
POINTS = {
    "position-answer": ("", ["power", "friendship", "unprotected|exposed"]),
    "position-view": ("", ["out of reach", "suspect", "supervision"]),
    "position-words": ("", ["ongoing connection", "equals", "keepsake"]),
    "three-questions": ("", ["edge case", "complicated", "support"]),
    "complicated-situations": ("", ["suddenly", "blurred", "organisation"]),
    "evidence": ("", ["nine", "kramer", "dual relationships"]),
    "codes-as-the-essay-has-them": ("", ["apa", "aca", "lasting harm"]),
    "author": ("about/", ["not a clinician", "chatgpt", "first version", "single data point|one data point"]),
    "columnist": ("about/", ["psychotherapist", "forensics", "teenagers", "college counselling"]),
    "study": ("about/", ["nine people", "confusion", "counseling today"]),
    "two-answers-audience": ("two-answers/", ["clinicians", "former client", "power"]),
    "two-answers-codes": ("two-answers/", ["codes|guidelines", "lasting|lasts", "friendship"]),
    "two-answers-asking": ("two-answers/", ["ask", "compatible", "therapist"]),
    "help-harm": ("help/", ["doing nothing|do nothing", "complaint", "therapyabuse.org"]),
}
# Where to turn, in a crisis and otherwise: numbers and places, as checked.
HELP = {
    "tell": "1989",
    "asppb": "asppb.net",
    "crpo-complaints": "crpo.ca",
    "bacp-complaints": "three years",
    "hcpc-concerns": "five years",
    "ahpra": "Queensland",
    "hdc": "0800 11 22 33",
    "crisis-us": "988",
    "crisis-canada": "988",
    "crisis-uk": "116 123",
    "crisis-ireland": "116 123",
    "crisis-australia": "0477 13 11 14",
    "crisis-new-zealand": "1737",
    "crisis-elsewhere": "findahelpline.com",
}
