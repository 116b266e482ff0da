"""eu-gdpr: the small pack for cars in the European Union (section 14 of the law; not verified there)."""

from case import Cases, Request, deny, permit

CASES = Cases("eu-gdpr")
demand, but = CASES.demand, CASES.but

LAWFUL = "GDPR Art. 6"
SPECIAL = "GDPR Art. 9"
IMPACT = "GDPR Art. 35"
TRANSFER = "GDPR Art. 44"

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

# Of no person: free.
for stage in ["collect", "offboard", "store"]:
    demand("14", f"speed, {stage}", Request(stage, "vehicle.motion.speed", known=HOME), permit())

# Personal data needs a basis; processing in the car is preferred (EDPB Guidelines 01/2020).
for data in ["position.precise", "driver.behaviour", "cabin.camera"]:
    case = demand("14", f"{data} without consent", Request("collect", data, known=HOME), deny(LAWFUL))
    but(case, "with consent", permit(), consent="yes")
    but(case, "in the car", permit(), consent="in-vehicle")
for data in ["position.precise", "driver.behaviour"]:
    case = demand("14", f"{data} leaves with consent", Request("offboard", data, "yes", HOME), permit())
    for consent in ["not-set", "no", "in-vehicle"]:
        but(case, f"consent {consent}", deny(LAWFUL), consent=consent)
    but(case, "no impact assessment", deny(IMPACT), impact_assessment="")

# Biometrics: special care; they never leave the device.
for data in ["biometric.face", "biometric.fingerprint", "biometric.voiceprint"]:
    demand("14", f"{data} without consent", Request("collect", data, known=HOME), deny(SPECIAL))
    for stage in ["offboard", "store", "export"]:
        demand("14", f"{data} never leaves, {stage}", Request(stage, data, "yes", HOME), deny(SPECIAL))

# Transfers to other countries.
case = demand("14", "an account abroad, with safeguards", Request("export", "identity.account", "yes", ABROAD), permit())
but(case, "without", deny(TRANSFER), approval="")
but(case, "no impact assessment", deny(IMPACT), impact_assessment="")

# Without a label, nothing.
for stage in ["collect", "offboard", "store", "export"]:
    demand("14", f"data without a label, {stage}", Request(stage, "unknown", "yes", HOME), deny())
