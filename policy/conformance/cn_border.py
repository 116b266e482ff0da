"""cn-border, decided together with cn-auto: what leaves the country (order of decision, items of one export)."""

from case import Cases, Request, deny, permit

CASES = Cases("cn-border")
demand, but = CASES.demand, CASES.but

ONSHORE = "Auto Provisions Art. 11"
NOTICE = "PIPL Art. 39"
ASSESSED = "PIPL Art. 55"
SURVEYING = "自然资发〔2024〕139号"
FACE = "Face Measures Art. 8"
LABEL = "DSL Art. 21"

# An export in which nothing is wrong. Volumes are counted at the border, not per item: whether an approval is needed at
# all is asked there for general personal information, and is certain here for important and sensitive data.
EXPORT = {
    "jurisdiction": "DE",
    "recipient": "example-gmbh",
    "encrypted": True,
    "notice": "notice-2026-03",
    "minor": False,
    "impact_assessment": "PIA-2026-001",
    "approval": "CAC-2026-0042",
    "anonymized": True,
    "sensitive_area": False,
    "qualified": False,
    "zone": "",
}

# 9.1(4), Flow Provisions Art. 3: of no person and not important: free, with or without an approval.
for data in ["vehicle.motion.speed", "vehicle.motion.distance", "vehicle.energy", "vehicle.drivetrain", "vehicle.chassis"]:
    demand("9.1(4)", f"{data} is free to go", Request("export", data, known=EXPORT), permit())
    demand("9.1(4)", f"{data} without approval", Request("export", data, known={**EXPORT, "approval": ""}), permit())

# C4, C5: general personal information.
for data in ["identity.account", "identity.vin", "charging.session"]:
    case = demand("C4", f"{data} with everything in order", Request("export", data, "yes", EXPORT), permit())
    but(case, "no notice", deny(NOTICE), notice="")
    for consent in ["not-set", "no", "in-vehicle"]:
        but(case, f"consent {consent}", deny(NOTICE), consent=consent)
    but(case, "no impact assessment", deny(ASSESSED), impact_assessment="")
    request = Request("export", data, "yes", {name: EXPORT[name] for name in EXPORT if name != "impact_assessment"})
    demand("C5", f"{data}, nobody knows of an impact assessment", request, deny(ASSESSED))

# C1, 9.1(3): important data leaves after the security assessment only.
for data in ["traffic.flow", "charging.network"]:
    case = demand("C1", f"{data} after the assessment", Request("export", data, known=EXPORT), permit())
    but(case, "without", deny(ONSHORE), approval="")

# C12, 9.1(2): geodata as the sensors gave it is blocked, with any approval.
for data in ["geo.raw", "geo.road-topology", "geo.sensitive-area", "position.precise"]:
    for consent in ["not-set", "yes"]:
        demand("9.1(2)", f"{data} as measured never leaves, {consent}", Request("export", data, consent, EXPORT), deny(SURVEYING))

# Exterior, cabin and track data do not leave the country (TC260-001, unverified; and §11 for anonymized imagery).
for data in ["exterior.frame", "exterior.clip.manifest", "exterior.clip.chunk"]:
    demand("11", f"{data} stays onshore", Request("export", data, "yes", EXPORT), deny())
for data in ["cabin.camera", "cabin.microphone", "cabin.signal", "cabin.voice", "cabin.remote-view", "cabin.cloud-recording"]:
    demand("V2", f"{data} stays onshore", Request("export", data, "yes", EXPORT), deny())

# V13: biometrics never leave.
for data in ["biometric.face", "biometric.fingerprint", "biometric.voiceprint", "biometric.heart-rate", "biometric.identity"]:
    demand("V13", f"{data} never leaves", Request("export", data, "yes", EXPORT), deny(FACE))

# C10: without a label nothing leaves.
demand("C10", "data without a label", Request("export", "unknown", "yes", EXPORT), deny(LABEL))
demand("C10", "a signal without a label", Request("export", "Vehicle.NobodyKnows.What", "yes", EXPORT), deny(LABEL))

# C15: the statutory lane is not reused for other purposes.
for data in ["login", "vehicle", "position", "alarm"]:
    request = Request("export", f"statutory.gbt32960.{data}", "yes", EXPORT)
    demand("C15", f"statutory {data} goes to the authorities at home only", request, deny())

# Effective dates: the first second of each instrument in China's time.
request = Request("export", "identity.account", "yes", {**EXPORT, "impact_assessment": ""}, at="2021-10-31T16:00:00Z")
demand("PIPL Art. 55", "first second", request, deny(ASSESSED))
request = Request("export", "identity.account", "yes", {**EXPORT, "notice": ""}, at="2021-10-31T16:00:00Z")
demand("PIPL Art. 39", "first second", request, deny(NOTICE))
request = Request("export", "traffic.flow", known={**EXPORT, "approval": ""}, at="2021-09-30T16:00:00Z")
demand("Auto Provisions Art. 11", "first second", request, deny(ONSHORE))
request = Request("export", "geo.raw", "yes", EXPORT, at="2024-07-25T16:00:00Z")
demand("自然资发〔2024〕139号", "first second", request, deny(SURVEYING))
request = Request("export", "vehicle.motion.speed", known=EXPORT, at="2024-03-21T16:00:00Z")
demand("2024 Flow Provisions Art. 3", "first second", request, permit())
