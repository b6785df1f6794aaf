"""What the brief asks for, written out: each item's code, where it lives, and words that must stand there.

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
ITEMS = CASES | RISKS | QUESTIONS | SAFEGUARDS | ALTERNATIVES

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
