"""cn-border: the first second of each instrument in China's time, and the last before it."""

from case import FIRST, LAST, Request, deny, permit
from cn_border import CASES, EXPORT, UNAPPROVED

demand, but = CASES.demand, CASES.but


def first(instrument, words, stage, data, known, answer, consent="yes", purpose="test"):
    """Adds a demand at the first second of an instrument."""
    request = Request(stage, data, consent, known, purpose, FIRST[instrument])
    return demand(f"{instrument},", f"first second: {words}", request, answer)


ABROAD = {"jurisdiction": "US"}
case = first(
    "GB/T 44464",
    "speed abroad",
    "offboard",
    "vehicle.motion.speed",
    ABROAD,
    deny("GB/T 44464-2024 §5.8"),
)
but(case, "the last before: nothing forbids it yet", permit(), at=LAST["GB/T 44464"])
first(
    "GB/T 44464",
    "an account stored abroad",
    "store",
    "identity.account",
    ABROAD,
    deny("GB/T 44464-2024 §4.1.7"),
)
first(
    "GB/T 44464",
    "biometrics",
    "export",
    "biometric.voiceprint",
    EXPORT,
    deny("GB/T 44464-2024 §5.5.2"),
)
first(
    "NDSMR",
    "no recipient",
    "export",
    "identity.account",
    {**EXPORT, "recipient": ""},
    deny("NDSMR Art. 12"),
)
first("NDSMR", "of nobody", "export", "vehicle.motion.speed", UNAPPROVED, permit("NDSMR Art. 37"))
for words, fact, clause in [
    ("no notice", "notice", "Art. 39"),
    ("no impact assessment", "impact_assessment", "Art. 55"),
]:
    first("PIPL", words, "export", "identity.account", {**EXPORT, fact: ""}, deny(f"PIPL {clause}"))
first("PIPL", "no consent", "export", "identity.account", EXPORT, deny("PIPL Art. 39"), "no")
first("PIPL", "an account, approved", "export", "identity.account", EXPORT, permit("PIPL Art. 38"))
first(
    "PIPL",
    "a foreign court",
    "export",
    "identity.account",
    UNAPPROVED,
    deny("PIPL Art. 41"),
    purpose="foreign-authority",
)
first(
    "DSL",
    "a foreign court",
    "export",
    "vehicle.motion.speed",
    UNAPPROVED,
    deny("DSL Art. 36"),
    purpose="foreign-authority",
)
first(
    "Auto Provisions",
    "important data",
    "export",
    "traffic.flow",
    UNAPPROVED,
    deny("Auto Provisions Art. 11"),
)
first(
    "Auto Provisions",
    "important data, assessed",
    "export",
    "traffic.flow",
    EXPORT,
    permit("Auto Provisions Art. 11"),
)
first(
    "Flow Provisions",
    "sensitive",
    "export",
    "position.coarse",
    UNAPPROVED,
    deny("2024 Flow Provisions Art. 8"),
)
case = first(
    "Flow Provisions",
    "few persons",
    "export",
    "identity.account",
    UNAPPROVED,
    permit("2024 Flow Provisions Art. 5(4)"),
)
but(case, "the last before: no exemption yet", deny(), at=LAST["Flow Provisions"])
for basis, clause in [
    ("contract", "Art. 5(1)"),
    ("staff", "Art. 5(2)"),
    ("emergency", "Art. 5(3)"),
]:
    known = {**UNAPPROVED, "legal_basis": basis}
    case = first(
        "Flow Provisions",
        basis,
        "export",
        "identity.account",
        known,
        permit(f"2024 Flow Provisions {clause}"),
        "no",
    )
first("TC260-001", "a position", "export", "position.precise", UNAPPROVED, deny("TC260-001"))
GUIDE = "2026 Auto Export Guide"
for data in ["position.precise", "charging.session", "software.update"]:
    first("Guide", data, "export", data, UNAPPROVED, deny(GUIDE))
first(
    "Guide",
    "a defect, reported",
    "export",
    "software.update",
    EXPORT,
    permit(GUIDE),
    purpose="defect",
)
