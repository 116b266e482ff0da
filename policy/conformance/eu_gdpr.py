"""eu-gdpr: the small pack for cars in the European Union (section 14; not verified there)."""

from case import Cases, Request, deny, permit, unlabelled

CASES = Cases("eu-gdpr")
demand, but = CASES.demand, CASES.but

CONSENT = "GDPR Art. 6(1)(a)"
NO_BASIS = unlabelled("gdpr-6.no-basis", "GDPR Art. 6")
SPECIAL = "GDPR Art. 9"
NOTICE = "GDPR Art. 13"
BY_DESIGN = "GDPR Art. 25"
IMPACT = "GDPR Art. 35"
TRANSFER = "GDPR Art. 44"
LOCAL = "EDPB Guidelines 01/2020"

HOME = {
    "jurisdiction": "DE",
    "encrypted": True,
    "notice": "notice-2026-03",
    "minor": False,
    "impact_assessment": "DPIA-2026-001",
    "anonymized": True,
    "sensitive_area": False,
}
ABROAD = {**HOME, "jurisdiction": "US", "recipient": "example-inc", "approval": "SCC-2026-001"}
FIRST = "2018-05-24T22:00:00Z"  # in force since 2018-05-25, in Brussels
GUIDELINES = "2021-03-08T23:00:00Z"  # version 2.0, 2021-03-09
DATA_ACT = "2025-09-11T22:00:00Z"  # applies since 2025-09-12
TODAY = "2026-11-23T00:00:00Z"


def both(words, stage, data, consent, known, answer, first=FIRST):
    """Adds a demand, today and at the first second of its instrument."""
    demand("14", f"{words}, first second", Request(stage, data, consent, known, at=first), answer)
    return demand("14", words, Request(stage, data, consent, known), answer)


# Of no person, and the accounts of the gateway: free inside the Union.
for stage in ["collect", "offboard", "store"]:
    for data in [
        "vehicle.motion.speed",
        "diagnostic.trouble-code",
        "software.update",
        "security.event",
        "control.software",
        "control.tombstone",
        "control.unlogged",
    ]:
        case = both(f"{data}, {stage}", stage, data, "not-set", HOME, permit("GDPR Art. 6(1)(f)"))
        if stage != "collect":
            but(case, "in a third country", deny(TRANSFER), jurisdiction="US")
            request = Request(stage, data, known={**HOME, "jurisdiction": "US"}, at=FIRST)
            demand(
                "14", f"{data}, {stage}, in a third country, first second", request, deny(TRANSFER)
            )
for country in ["AT", "FR", "PL", "NO", "IS", "LI"]:
    request = Request("store", "vehicle.motion.speed", known={**HOME, "jurisdiction": country})
    demand("14", f"speed in the area, {country}", request, permit())

# Data Act: the user's access to the data of the product; the opposite pull.
for data in ["vehicle.motion.speed", "diagnostic.trouble-code"]:
    for words, at in [("today", TODAY), ("first second", DATA_ACT)]:
        request = Request("offboard", data, known=HOME, purpose="user-access", at=at)
        demand("14", f"{data} for its user, {words}", request, permit("Data Act Art. 3(1)"))

# Personal data needs a basis; processing in the car is preferred (EDPB Guidelines 01/2020).
PERSONAL = ["position.precise", "driver.behaviour", "identity.account", "charging.session"]
for data in [*PERSONAL, "cabin.camera"]:
    case = both(f"{data} with consent", "collect", data, "yes", HOME, permit(CONSENT))
    but(case, "without", NO_BASIS, consent="not-set")
    but(case, "refused", NO_BASIS, consent="no")
    but(case, "no notice", deny(NOTICE), notice="")
    both(f"{data} in the car", "collect", data, "in-vehicle", HOME, permit(CONSENT))
    request = Request(
        "collect", data, "yes", {name: HOME[name] for name in HOME if name != "notice"}, at=FIRST
    )
    demand("14", f"{data}, nobody knows of a notice, first second", request, deny(NOTICE))
for data in PERSONAL:
    case = both(f"{data} leaves with consent", "offboard", data, "yes", HOME, permit(CONSENT))
    for consent in ["not-set", "no", "in-vehicle"]:
        but(case, f"consent {consent}", NO_BASIS, consent=consent)
    both(f"{data} is stored", "store", data, "yes", HOME, permit(CONSENT))
case = demand(
    "14", "a position assessed", Request("offboard", "position.precise", "yes", HOME), permit()
)
but(case, "not assessed", deny(IMPACT), impact_assessment="")
both(
    "a position not assessed",
    "offboard",
    "position.precise",
    "yes",
    {**HOME, "impact_assessment": ""},
    deny(IMPACT),
)
for stage in ["offboard", "store", "export"]:
    both(f"the cabin stays, {stage}", stage, "cabin.camera", "yes", HOME, deny(LOCAL), GUIDELINES)

# Biometrics: a special category, and they never leave the device.
for data in ["biometric.face", "biometric.fingerprint", "biometric.voiceprint"]:
    for stage in ["collect", "offboard", "store", "export"]:
        both(f"{data}, {stage}", stage, data, "yes", HOME, deny(SPECIAL))

# Privacy by design: the surroundings are seen, and leave anonymized only.
both("a frame is seen", "collect", "exterior.frame", "not-set", HOME, permit(BY_DESIGN))
for stage in ["offboard", "store", "export"]:
    for data in ["exterior.frame", "geo.raw"]:
        both(f"{data} as seen stays, {stage}", stage, data, "not-set", HOME, deny(BY_DESIGN))
for stage in ["offboard", "store"]:
    both(
        f"an anonymized clip, {stage}",
        stage,
        "exterior.clip.chunk",
        "not-set",
        HOME,
        permit(BY_DESIGN),
    )

# Transfers to third countries.
for data in [*PERSONAL, "vehicle.motion.speed", "diagnostic.trouble-code"]:
    both(f"{data} abroad, with safeguards", "export", data, "yes", ABROAD, permit(TRANSFER))
for data in PERSONAL:
    case = demand("14", f"{data} abroad", Request("export", data, "yes", ABROAD), permit(TRANSFER))
    but(case, "no safeguards", deny(TRANSFER), approval="")
    but(case, "no impact assessment", deny(IMPACT), impact_assessment="")
    both(
        f"{data} abroad without safeguards",
        "export",
        data,
        "yes",
        {**ABROAD, "approval": ""},
        deny(TRANSFER),
    )
    both(
        f"{data} abroad not assessed",
        "export",
        data,
        "yes",
        {**ABROAD, "impact_assessment": ""},
        deny(IMPACT),
    )
# What is known of a person's vehicle is read as personal here.
case = demand(
    "14", "speed abroad", Request("export", "vehicle.motion.speed", "yes", ABROAD), permit(TRANSFER)
)
but(case, "no safeguards", deny(), approval="")
but(case, "no impact assessment", deny(), impact_assessment="")

# Without a label, nothing.
for stage in ["collect", "offboard", "store", "export"]:
    request = Request(stage, "unknown", "yes", HOME)
    demand("14", f"data without a label, {stage}", request, NO_BASIS)
