"""cn-auto: passenger cars in mainland China, rows V1 to V14 and C1 to C16."""

from case import GEODATA, NOBODY, OUTSIDE, PLACE, SOMEBODY, Cases, Request, deny, permit

CASES = Cases("cn-auto")
demand, but = CASES.demand, CASES.but

CONSENTS = ["not-set", "no", "in-vehicle", "yes"]

DEFAULT_OFF = "Auto Provisions Art. 6(2)"
IN_CAR_ONLY = "GB/T 44464-2024 §5.1.3"
IMPORTANT = "GB/T 44464-2024 §6.1"
OUTSIDE_ANONYMIZED = "Auto Provisions Art. 8"
NOTICE = "Auto Provisions Art. 7"
SEPARATE_CONSENT = "PIPL Art. 29"
GUARDIAN = "PIPL Art. 31"
STORED_SAFELY = "GB/T 44464-2024 §5.4.1"
SENT_SAFELY = "GB/T 44464-2024 §5.6.1.1"
NOT_ABROAD = "GB/T 44464-2024 §5.8"
FACE = "Face Measures Art. 8"
ONSHORE = "Auto Provisions Art. 11"
ASSESSED = "PIPL Art. 55"
LABEL = "DSL Art. 21"
SURVEYING = "自然资发〔2024〕139号"

# V1: nothing of the cabin, and no personal information, is collected unless the driver decides so.
# Whether a coarse position is still personal information is not in the text. Read here: yes, until it is anonymized
# (PIPL Art. 4), and a position with the car's number is not.
CABIN = ["cabin.camera", "cabin.microphone", "cabin.signal"]
FUNCTIONS = ["cabin.voice", "cabin.remote-view", "cabin.cloud-recording"]
for data in CABIN + FUNCTIONS:
    demand("V1", f"{data} by default", Request("collect", data, known=SOMEBODY), deny(DEFAULT_OFF))
    demand("V1", f"{data}, nothing else known", Request("collect", data), deny(DEFAULT_OFF))
    case = demand("V1", f"{data} refused", Request("collect", data, "no", SOMEBODY), deny(DEFAULT_OFF))
    but(case, "in the car", permit(), consent="in-vehicle")
    but(case, "permitted", permit(), consent="yes")
for data in ["position.precise", "position.coarse"]:
    demand("V1", f"{data} by default", Request("collect", data, known=PLACE), deny())
    case = demand("V1", f"{data} refused", Request("collect", data, "no", PLACE), deny())
    but(case, "in the car", permit(), consent="in-vehicle")
    but(case, "permitted", permit(), consent="yes")
for data in ["identity.account", "driver.behaviour", "charging.session"]:
    demand("V1", f"{data} by default", Request("collect", data, known=SOMEBODY), deny())
    case = demand("V1", f"{data} refused", Request("collect", data, "no", SOMEBODY), deny())
    but(case, "permitted", permit(), consent="yes")
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

# V2: what the cabin shows stays in the car, but for three functions that need it outside, with separate consent.
for data in CABIN:
    for consent in CONSENTS:
        request = Request("offboard", data, consent, SOMEBODY)
        demand("V2", f"{data} does not leave the car, {consent}", request, deny(IN_CAR_ONLY))
    demand("V2", f"{data} is not stored onshore", Request("store", data, "yes", SOMEBODY), deny())
for data in FUNCTIONS:
    case = demand("V2", f"{data} with consent", Request("offboard", data, "yes", SOMEBODY), permit())
    for consent in ["not-set", "no", "in-vehicle"]:
        but(case, f"consent {consent}", deny(IN_CAR_ONLY), consent=consent)

# V3: important data is not collected and not provided outside. The row's "unless a lawful basis overrides" is for other
# packs: consent of a person is no such basis, for important data is nobody's to give.
for data in ["geo.sensitive-area", "traffic.flow", "charging.network"]:
    for consent in ["not-set", "yes"]:
        demand("V3", f"{data} is not collected, {consent}", Request("collect", data, consent, GEODATA), deny(IMPORTANT))
        demand("V3", f"{data} does not leave, {consent}", Request("offboard", data, consent, GEODATA), deny(IMPORTANT))

# V4: the surroundings are seen for driving safety without consent, and leave the car anonymized only.
for consent in CONSENTS:
    request = Request("collect", "exterior.frame", consent, OUTSIDE)
    demand("V4", f"a frame is seen for driving safety, {consent}", request, permit())
    request = Request("offboard", "exterior.frame", consent, {**OUTSIDE, "anonymized": False})
    demand("V4", f"a frame as seen does not leave, {consent}", request, deny(OUTSIDE_ANONYMIZED))
    request = Request("store", "exterior.frame", consent, {**OUTSIDE, "anonymized": False})
    demand("V4", f"a frame as seen is not stored onshore, {consent}", request, deny(OUTSIDE_ANONYMIZED))
for data in ["exterior.clip.manifest", "exterior.clip.chunk"]:
    case = demand("V4", f"{data} anonymized leaves", Request("offboard", data, known=OUTSIDE), permit())
    but(case, "not anonymized", deny(OUTSIDE_ANONYMIZED), anonymized=False)
    but(case, "in a sensitive area", deny(), sensitive_area=True)
    demand("V4", f"{data} anonymized is stored", Request("store", data, known=OUTSIDE), permit())
    known = {name: value for name, value in OUTSIDE.items() if name != "anonymized"}
    request = Request("offboard", data, known=known)
    demand("V4", f"{data}, nobody knows whether it is anonymized", request, deny(OUTSIDE_ANONYMIZED))

# V6 notice, V7 separate consent, V10 confidentiality, C5 impact assessment: sensitive personal information with
# everything in order leaves the car, and does not for want of any one of them.
for data, known in [*((name, SOMEBODY) for name in FUNCTIONS), ("position.precise", PLACE)]:
    request = Request("offboard", data, "yes", known)
    if data == "position.precise":
        case = demand("V7", f"{data} with consent", request, permit())
        for consent in ["not-set", "no", "in-vehicle"]:
            but(case, f"consent {consent}", deny(SEPARATE_CONSENT), consent=consent)
        but(case, "in a sensitive area", deny(), sensitive_area=True)
    else:
        case = demand("V7", f"{data} with consent", request, permit())
    but(case, "no notice", deny(NOTICE), notice="")
    but(case, "of a child without its guardians", deny(GUARDIAN), minor=True)
    but(case, "in the clear", deny(SENT_SAFELY), encrypted=False)
    but(case, "no impact assessment", deny(ASSESSED), impact_assessment="")
    case = demand("V6", f"{data} with consent is collected", Request("collect", data, "yes", known), permit())
    but(case, "no notice", deny(NOTICE), notice="")
    but(case, "of a child without its guardians", deny(GUARDIAN), minor=True)

# V9: what is sensitive is stored protected; C5 holds onshore too.
case = demand("V9", "a position is stored protected", Request("store", "position.precise", "yes", PLACE), permit())
but(case, "in the clear", deny(STORED_SAFELY), encrypted=False)
but(case, "no impact assessment", deny(ASSESSED), impact_assessment="")

# V11: nothing goes abroad straight from the car, not even "other data". Hong Kong, Macao and Taiwan have their own
# codes and are read as abroad: the text speaks of the mainland's networks.
for data, known in [
    ("vehicle.motion.speed", NOBODY),
    ("vehicle.energy", NOBODY),
    ("diagnostic.trouble-code", NOBODY),
    ("exterior.clip.chunk", OUTSIDE),
]:
    case = demand("V11", f"{data} to an address in China", Request("offboard", data, "yes", known), permit())
    for place in ["US", "HK"]:
        but(case, f"to {place}", deny(NOT_ABROAD), jurisdiction=place)
for data, known in [("position.precise", PLACE), ("cabin.voice", SOMEBODY)]:
    request = Request("offboard", data, "yes", {**known, "jurisdiction": "DE"})
    demand("V11", f"{data} to DE, with consent", request, deny(NOT_ABROAD))

# V13: biometrics never leave the device. What purposes serve driving safety (Auto Provisions Art. 9) is not in the
# text as data, so that no collection is demanded here; without the driver's decision there is none.
for data in ["biometric.face", "biometric.fingerprint", "biometric.voiceprint", "biometric.heart-rate", "biometric.identity"]:
    for consent in ["not-set", "no"]:
        demand("V13", f"{data} is not collected, {consent}", Request("collect", data, consent, SOMEBODY), deny())
    for stage in ["offboard", "store", "export"]:
        for consent in CONSENTS:
            request = Request(stage, data, consent, SOMEBODY)
            demand("V13", f"{data} never leaves the device, {stage}, {consent}", request, deny(FACE))

# C1: important data, and personal information, is stored in China.
for data, known in [
    ("position.precise", PLACE),
    ("exterior.clip.chunk", OUTSIDE),
    ("exterior.clip.manifest", OUTSIDE),
]:
    case = demand("C1", f"{data} is stored in China", Request("store", data, "yes", known), permit())
    but(case, "in Singapore", deny(ONSHORE), jurisdiction="SG")

# C10: data without a label is refused, whatever is known and whoever agrees.
for stage in ["collect", "offboard", "store", "export"]:
    request = Request(stage, "Vehicle.NobodyKnows.What", "yes", SOMEBODY)
    demand("C10", f"a signal that the catalog does not have, {stage}", request, deny(LABEL))
demand("C10", "no category at all", Request("offboard", "unknown", "yes", SOMEBODY), deny(LABEL))
demand("C10", "a signal with a label", Request("offboard", "Vehicle.Speed", "not-set", NOBODY), permit())
demand("C10", "a signal of the cabin", Request("collect", "Vehicle.Cabin.Lights.Spotlight", known=SOMEBODY), deny(DEFAULT_OFF))
demand("C10", "a signal of the position", Request("offboard", "Vehicle.CurrentLocation.Latitude", known=PLACE), deny(SEPARATE_CONSENT))
demand("C10", "a signal of the heart", Request("offboard", "Vehicle.Driver.HeartRate", "yes", SOMEBODY), deny(FACE))

# C12: surveying data goes from the car to the qualified unit and is not touched by anybody else.
for data in ["geo.raw", "geo.road-topology"]:
    for stage in ["collect", "offboard", "store"]:
        request = Request(stage, data, "yes", {**GEODATA, "qualified": False})
        demand("C12", f"{data} and no qualification, {stage}", request, deny(SURVEYING))
        request = Request(stage, data, "yes", {**GEODATA, "sensitive_area": True})
        demand("C12", f"{data} in a sensitive area, {stage}", request, deny())

# C14, C7, C13: what carries the persons' rights and the accounts of the gateway is never held back.
for data in ["control.consent", "control.activation", "control.stayed", "control.tombstone"]:
    for stage in ["collect", "offboard", "store"]:
        for consent in ["not-set", "no"]:
            demand("C14", f"{data} is never held back, {stage}, {consent}", Request(stage, data, consent, NOBODY), permit())

# Effective dates: the first second of each instrument in China's time, and the last before it.
FIRST = {
    "DSL": "2021-08-31T16:00:00Z",
    "Auto Provisions": "2021-09-30T16:00:00Z",
    "PIPL": "2021-10-31T16:00:00Z",
    "MNR": "2022-08-29T16:00:00Z",
    "139": "2024-07-25T16:00:00Z",
    "GB/T 44464": "2024-08-22T16:00:00Z",
    "Face Measures": "2025-05-31T16:00:00Z",
}
LAST = {
    "Auto Provisions": "2021-09-30T15:59:59Z",
    "GB/T 44464": "2024-08-22T15:59:59Z",
}
demand("Art. 6(2)", "first second", Request("collect", "cabin.camera", at=FIRST["Auto Provisions"]), deny(DEFAULT_OFF))
request = Request("collect", "cabin.camera", "in-vehicle", SOMEBODY, at=FIRST["Auto Provisions"])
case = demand("Art. 6(2)", "decided by the driver, first second", request, permit())
but(case, "the last before: no law permits", deny(LABEL), at=LAST["Auto Provisions"])
request = Request("collect", "vehicle.motion.speed", known=NOBODY, at=FIRST["Auto Provisions"])
case = demand("Art. 4", "first second", request, permit())
but(case, "the last before: no law permits", deny(LABEL), at=LAST["Auto Provisions"])
request = Request("offboard", "exterior.frame", known={**OUTSIDE, "anonymized": False}, at=FIRST["Auto Provisions"])
demand("Art. 8", "first second", request, deny(OUTSIDE_ANONYMIZED))
request = Request("store", "exterior.clip.chunk", known={**OUTSIDE, "jurisdiction": "SG"}, at=FIRST["Auto Provisions"])
demand("Art. 11", "first second", request, deny(ONSHORE))
request = Request("offboard", "position.precise", "yes", {**PLACE, "impact_assessment": ""}, at=FIRST["PIPL"])
demand("PIPL Art. 55", "first second", request, deny(ASSESSED))
request = Request("offboard", "position.precise", "no", PLACE, at=FIRST["PIPL"])
demand("PIPL Art. 29", "first second", request, deny(SEPARATE_CONSENT))
request = Request("offboard", "geo.raw", "yes", {**GEODATA, "qualified": False}, at=FIRST["139"])
demand("自然资发〔2024〕139号", "first second", request, deny(SURVEYING))
request = Request("offboard", "cabin.camera", "yes", SOMEBODY, at=FIRST["GB/T 44464"])
demand("§5.1.3", "first second", request, deny(IN_CAR_ONLY))
request = Request("offboard", "traffic.flow", "yes", GEODATA, at=FIRST["GB/T 44464"])
demand("§6.1", "first second", request, deny(IMPORTANT))
request = Request("offboard", "vehicle.motion.speed", known={"jurisdiction": "US"}, at=FIRST["GB/T 44464"])
case = demand("§5.8", "first second", request, deny(NOT_ABROAD))
but(case, "the last before: nothing forbids it yet", permit(), at=LAST["GB/T 44464"])
request = Request("offboard", "biometric.face", "yes", SOMEBODY, at=FIRST["Face Measures"])
demand("Face Measures Art. 8", "first second", request, deny(FACE))
