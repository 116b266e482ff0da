"""cn-auto: passenger cars in mainland China, the rows of the car.

Not here, as no decision about one item shows them: how well it is anonymized (V5), how storage in
the car is protected (V9), the terms of deletion and of reports (V12, C8, C9, C13), how identity
data is written (V14), volumes and caps (C2, C3), how long records last (C6, C7), and whether
important data was declared (C11).
"""

from case import (
    GEODATA,
    NOBODY,
    OUTSIDE,
    PLACE,
    SOMEBODY,
    Cases,
    Request,
    deny,
    permit,
    transform,
    unlabelled,
)

CASES = Cases("cn-auto")
demand, but = CASES.demand, CASES.but

CONSENTS = ["not-set", "no", "in-vehicle", "yes"]

DEFAULT_OFF = "Auto Provisions Art. 6(2)"
NOT_BY_DEFAULT = "GB/T 44464-2024 §5.1.1"
PROCESSED_IN_CAR = "Auto Provisions Art. 6(1)"
IN_CAR_ONLY = "GB/T 44464-2024 §5.1.3"
IMPORTANT = "GB/T 44464-2024 §6.1"
OUTSIDE_ANONYMIZED = "Auto Provisions Art. 8"
NOTICE = "PIPL Art. 17"
SEPARATE_CONSENT = "PIPL Art. 29"
GUARDIAN = "PIPL Art. 31"
RANGE = "GB/T 44464-2024 §5.3"
SENT_SAFELY = "GB/T 44464-2024 §5.6.1.1"
FACE = "Face Measures Art. 8"
BIOMETRICS = "GB/T 44464-2024 §5.5.2"
ONSHORE = "Auto Provisions Art. 11"
ASSESSED = "PIPL Art. 55"
UNLABELLED = unlabelled("dsl-21.unlabelled", "DSL Art. 21")

# V1: nothing of the cabin, and no personal information, is collected unless the driver decides so.
# Whether a coarse position is still personal information is not in the text. Read here: yes, until
# it is anonymized (PIPL Art. 4), and a position with the car's number is not.
CABIN = ["cabin.camera", "cabin.microphone", "cabin.signal"]
FUNCTIONS = ["cabin.voice", "cabin.remote-view", "cabin.cloud-recording"]
BY_DEFAULT = deny(DEFAULT_OFF, NOT_BY_DEFAULT)
for data in CABIN + FUNCTIONS:
    demand("V1", f"{data} by default", Request("collect", data, known=SOMEBODY), BY_DEFAULT)
    demand("V1", f"{data}, nothing else known", Request("collect", data), BY_DEFAULT)
    case = demand("V1", f"{data} refused", Request("collect", data, "no", SOMEBODY), BY_DEFAULT)
    but(case, "in the car", permit(), consent="in-vehicle")
    but(case, "permitted", permit(), consent="yes")
for data, known, clause in [
    ("position.precise", PLACE, SEPARATE_CONSENT),
    ("position.coarse", PLACE, SEPARATE_CONSENT),
    ("identity.vin", SOMEBODY, NOT_BY_DEFAULT),
    ("identity.account", SOMEBODY, NOT_BY_DEFAULT),
    ("driver.behaviour", SOMEBODY, NOT_BY_DEFAULT),
    ("charging.session", SOMEBODY, NOT_BY_DEFAULT),
]:
    demand("V1", f"{data} by default", Request("collect", data, known=known), deny(clause))
    case = demand("V1", f"{data} refused", Request("collect", data, "no", known), deny(clause))
    but(case, "in the car", permit(), consent="in-vehicle")
    but(case, "permitted", permit(), consent="yes")
    demand(
        "V1",
        f"{data} sealed under consent is stored",
        Request("store", data, "yes", known),
        permit(),
    )
# What is of no person is collected whatever anybody decides.
ORDINARY = [
    "vehicle.motion.speed",
    "vehicle.motion.distance",
    "vehicle.motion.dynamics",
    "vehicle.energy",
    "vehicle.drivetrain",
    "vehicle.chassis",
    "vehicle.environment",
    "diagnostic.trouble-code",
    "software.update",
    "security.event",
]
for data in ORDINARY:
    for stage in ["collect", "offboard", "store"]:
        demand("V1", f"{data} of no person, {stage}", Request(stage, data, "no", NOBODY), permit())

# V2: what the cabin shows stays in the car, but for three functions that need it outside, with
# separate consent.
for data in CABIN:
    for stage in ["offboard", "store", "export"]:
        for consent in CONSENTS:
            request = Request(stage, data, consent, SOMEBODY)
            demand(
                "V2",
                f"{data} stays in the car, {stage}, {consent}",
                request,
                deny(PROCESSED_IN_CAR, IN_CAR_ONLY),
            )
for data in FUNCTIONS:
    case = demand(
        "V2", f"{data} with consent", Request("offboard", data, "yes", SOMEBODY), permit()
    )
    for consent in ["not-set", "no", "in-vehicle"]:
        but(case, f"consent {consent}", deny(IN_CAR_ONLY), consent=consent)

request = Request("store", "cabin.cloud-recording", "yes", SOMEBODY)
demand("V2", "cabin.cloud-recording is stored as its function demands", request, permit())

# V3: important data is not collected and not provided outside. The row's "unless a lawful basis
# overrides" is for other packs: consent of a person is no such basis, for important data is
# nobody's to give.
for data in ["geo.sensitive-area", "traffic.flow", "charging.network"]:
    for consent in ["not-set", "yes"]:
        demand(
            "V3",
            f"{data} is not collected, {consent}",
            Request("collect", data, consent, GEODATA),
            deny(IMPORTANT),
        )
        demand(
            "V3",
            f"{data} does not leave, {consent}",
            Request("offboard", data, consent, GEODATA),
            deny(IMPORTANT),
        )

# V4: the surroundings are seen for driving safety without consent, and leave the car anonymized
# only.
AS_SEEN = deny(OUTSIDE_ANONYMIZED, "GB/T 44464-2024 §5.6.1.2")
for consent in CONSENTS:
    request = Request("collect", "exterior.frame", consent, OUTSIDE)
    demand("V4", f"a frame is seen for driving safety, {consent}", request, permit())
    request = Request("offboard", "exterior.frame", consent, {**OUTSIDE, "anonymized": False})
    demand("V4", f"a frame as seen does not leave, {consent}", request, AS_SEEN)
    for stage in ["store", "export"]:
        request = Request(stage, "exterior.frame", consent, {**OUTSIDE, "anonymized": False})
        demand("V4", f"a frame as seen goes nowhere, {stage}, {consent}", request, AS_SEEN)
# A clip is by its kind what the anonymizer's gate let pass; one that is known not to be anonymized
# is masked first.
for data in ["exterior.clip.manifest", "exterior.clip.chunk"]:
    for stage in ["offboard", "store"]:
        case = demand(
            "V4", f"{data} anonymized, {stage}", Request(stage, data, known=OUTSIDE), permit()
        )
        but(case, "not anonymized", transform(["mask"], OUTSIDE_ANONYMIZED), anonymized=False)

# V6 notice, PIPL Art. 31 guardians, V7 separate consent, V10 confidentiality, C5 impact assessment:
# sensitive personal information with everything in order leaves the car, and does not for want of
# any one of them. What has no other way than to end ends with a tombstone.
DROP = ["drop"]
for data, known in [
    *((name, SOMEBODY) for name in FUNCTIONS),
    ("position.precise", PLACE),
    ("position.coarse", PLACE),
]:
    case = demand(
        "V7", f"{data} with consent leaves", Request("offboard", data, "yes", known), permit()
    )
    but(case, "no notice", transform(DROP, NOTICE), notice="")
    but(case, "of a child without its guardians", transform(DROP, GUARDIAN), minor=True)
    but(case, "in the clear", transform(DROP, SENT_SAFELY), encrypted=False)
    if data.startswith("position"):
        but(case, "no impact assessment", transform(DROP, ASSESSED), impact_assessment="")
        for consent in ["not-set", "no", "in-vehicle"]:
            but(case, f"consent {consent}", deny(SEPARATE_CONSENT), consent=consent)
    else:
        but(case, "no impact assessment", deny(ASSESSED), impact_assessment="")
        request = Request(
            "offboard",
            data,
            "yes",
            {name: known[name] for name in known if name != "impact_assessment"},
        )
        demand("C5", f"{data}, nobody knows of an impact assessment", request, deny(ASSESSED))
    case = demand(
        "V6", f"{data} with consent is collected", Request("collect", data, "yes", known), permit()
    )
    but(case, "no notice", transform(DROP, NOTICE), notice="")
    but(case, "of a child without its guardians", transform(DROP, GUARDIAN), minor=True)
for data in ["identity.vin", "identity.account", "driver.behaviour", "charging.session"]:
    case = demand(
        "V1",
        f"{data} with consent leaves",
        Request("offboard", data, "yes", SOMEBODY),
        permit("PIPL Art. 13"),
    )
    for consent in ["not-set", "no", "in-vehicle"]:
        but(case, f"consent {consent}", deny("PIPL Art. 13"), consent=consent)
    but(case, "no notice", transform(DROP, NOTICE), notice="")
    but(case, "of a child without its guardians", transform(DROP, GUARDIAN), minor=True)

# V8: a purpose that needs less gets less.
for purpose in ["weather", "statistics"]:
    request = Request("offboard", "position.precise", "yes", PLACE, purpose)
    case = demand(
        "V8",
        f"{purpose} needs no precise position",
        request,
        transform(["coarsen-position"], RANGE),
    )
    but(case, "navigation does", permit(), purpose="navigation")

# Section 7, GB/T 41871: no sensitive personal information for improving services, user experience
# or new products.
for purpose in ["service-improvement", "user-experience", "product-research"]:
    for stage, data in [
        ("collect", "cabin.camera"),
        ("collect", "position.precise"),
        ("offboard", "cabin.voice"),
        ("offboard", "position.coarse"),
        ("store", "position.precise"),
        ("store", "cabin.cloud-recording"),
    ]:
        request = Request(stage, data, "yes", PLACE, purpose)
        case = demand("7", f"{data} for {purpose}, {stage}", request, deny("GB/T 41871-2022"))
        but(case, "for the person", permit(), purpose="navigation")

# V13: biometrics never leave the device. What purposes serve driving safety (Auto Provisions Art.
# 9) is not in the text as data, so that no collection is demanded here; without the driver's
# decision there is none. The Face Measures are for faces, the standard for all.
for data in [
    "biometric.face",
    "biometric.fingerprint",
    "biometric.voiceprint",
    "biometric.heart-rate",
    "biometric.identity",
]:
    for consent in ["not-set", "no"]:
        demand(
            "V13",
            f"{data} is not collected, {consent}",
            Request("collect", data, consent, SOMEBODY),
            deny("Auto Provisions Art. 9"),
        )
    clauses = [BIOMETRICS, FACE] if data == "biometric.face" else [BIOMETRICS]
    for stage in ["offboard", "store", "export"]:
        for consent in CONSENTS:
            request = Request(stage, data, consent, SOMEBODY)
            demand(
                "V13",
                f"{data} never leaves the device, {stage}, {consent}",
                request,
                deny(*clauses),
            )
