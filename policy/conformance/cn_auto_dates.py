"""cn-auto: the first second of each instrument in China's time, and the last before it."""

from case import (
    FIRST,
    GEODATA,
    LAST,
    NOBODY,
    OUTSIDE,
    PLACE,
    SOMEBODY,
    Request,
    deny,
    permit,
    transform,
    unlabelled,
)
from cn_auto import CASES, CONSENTS, FUNCTIONS

demand, but = CASES.demand, CASES.but
UNLABELLED = unlabelled("dsl-21.unlabelled", "DSL Art. 21")
IN_THE_CLEAR = transform(["drop"], "GB/T 44464-2024 §5.6.1.1")


def first(instrument, words, request, answer):
    """Adds a demand at the first second of an instrument."""
    return demand(
        f"{instrument},", f"first second: {words}", request_at(request, FIRST[instrument]), answer
    )


def request_at(request, at):
    return Request(request.stage, request.data, request.consent, request.known, request.purpose, at)


# Auto Provisions. On what a driver's decision for the cabin rested in the month before PIPL is not
# in the text.
for data in ["cabin.camera", "cabin.voice"]:
    first(
        "Auto Provisions",
        f"{data} by default",
        Request("collect", data),
        deny("Auto Provisions Art. 6(2)"),
    )
for stage in ["offboard", "store", "export"]:
    request = Request(stage, "cabin.camera", "yes", SOMEBODY)
    first(
        "Auto Provisions", f"the cabin stays, {stage}", request, deny("Auto Provisions Art. 6(1)")
    )
    request = Request(stage, "exterior.frame", known=OUTSIDE)
    first(
        "Auto Provisions",
        f"a frame as seen stays, {stage}",
        request,
        deny("Auto Provisions Art. 8"),
    )
for data in FUNCTIONS:
    request = Request("export", data, "yes", SOMEBODY)
    first("Auto Provisions", f"{data} stays onshore", request, deny("Auto Provisions Art. 6(1)"))
for stage, data, known in [
    ("collect", "vehicle.motion.speed", NOBODY),
    ("collect", "diagnostic.trouble-code", NOBODY),
    ("collect", "exterior.frame", OUTSIDE),
    ("offboard", "exterior.clip.chunk", OUTSIDE),
    ("store", "traffic.flow", GEODATA),
]:
    case = first("Auto Provisions", f"{data}, {stage}", Request(stage, data, known=known), permit())
    but(case, "the last before: no law permits", UNLABELLED, at=LAST["Auto Provisions"])
request = Request("offboard", "exterior.clip.chunk", known={**OUTSIDE, "anonymized": False})
first(
    "Auto Provisions",
    "a clip not anonymized",
    request,
    transform(["mask"], "Auto Provisions Art. 8"),
)
request = Request("store", "traffic.flow", known={**GEODATA, "jurisdiction": "SG"})
first("Auto Provisions", "important data abroad", request, deny("Auto Provisions Art. 11"))
for consent in CONSENTS:
    request = Request("collect", "biometric.face", consent, SOMEBODY)
    first("Auto Provisions", f"biometrics, {consent}", request, deny("Auto Provisions Art. 9"))

# PIPL.
for data in ["position.precise", "cabin.camera", "identity.account"]:
    first(
        "PIPL",
        f"{data} is collected with consent",
        Request("collect", data, "yes", PLACE),
        permit(),
    )
for data in ["position.precise", "identity.account"]:
    clause = "PIPL Art. 29" if data == "position.precise" else "PIPL Art. 13"
    first(
        "PIPL",
        f"{data} leaves with consent",
        Request("offboard", data, "yes", PLACE),
        permit(clause),
    )
    first("PIPL", f"{data} does not without", Request("offboard", data, "no", PLACE), deny(clause))
    first("PIPL", f"{data} is stored", Request("store", data, "yes", PLACE), permit(clause))
    request = Request("offboard", data, "yes", {**PLACE, "notice": ""})
    first("PIPL", f"{data} without notice", request, transform(["drop"], "PIPL Art. 17"))
    request = Request("offboard", data, "yes", {**PLACE, "minor": True})
    first("PIPL", f"{data} of a child", request, transform(["drop"], "PIPL Art. 31"))
for known, words in [
    (PLACE, ""),
    ({**PLACE, "notice": ""}, " or notice"),
    ({**PLACE, "minor": True}, " of a child"),
]:
    for consent in ["not-set", "no"]:
        request = Request("collect", "identity.account", consent, known)
        first("PIPL", f"an account without consent{words}, {consent}", request, deny())
request = Request("collect", "position.precise", "no", PLACE)
first("PIPL", "no position without consent", request, deny("PIPL Art. 29"))
request = Request("offboard", "position.precise", "yes", {**PLACE, "impact_assessment": ""})
first(
    "PIPL", "no position without an impact assessment", request, transform(["drop"], "PIPL Art. 55")
)
request = Request("offboard", "cabin.voice", "yes", {**SOMEBODY, "impact_assessment": ""})
first("PIPL", "no voice without an impact assessment", request, deny("PIPL Art. 55"))

# GB/T 41871, CAAM, GB/T 44464.
request = Request("collect", "cabin.camera", "yes", SOMEBODY, "product-research")
first("GB/T 41871", "the cabin for new products", request, deny("GB/T 41871-2022"))
for stage, data in [("offboard", "cabin.voice"), ("store", "cabin.cloud-recording")]:
    first("CAAM", f"{data} with consent, {stage}", Request(stage, data, "yes", SOMEBODY), permit())
for consent in ["not-set", "no", "in-vehicle"]:
    first(
        "CAAM",
        f"voice, consent {consent}",
        Request("offboard", "cabin.voice", consent, SOMEBODY),
        deny(),
    )
first(
    "GB/T 44464",
    "the cabin by default",
    Request("collect", "cabin.camera"),
    deny("GB/T 44464-2024 §5.1.1"),
)
first(
    "GB/T 44464",
    "an account by default",
    Request("collect", "identity.account"),
    deny("GB/T 44464-2024 §5.1.1"),
)
first(
    "GB/T 44464",
    "the cabin stays",
    Request("offboard", "cabin.camera", "yes", SOMEBODY),
    deny("GB/T 44464-2024 §5.1.3"),
)
first(
    "GB/T 44464",
    "voice without consent",
    Request("offboard", "cabin.voice", "no", SOMEBODY),
    deny("GB/T 44464-2024 §5.1.3"),
)
first(
    "GB/T 44464",
    "important data",
    Request("offboard", "traffic.flow", "yes", GEODATA),
    deny("GB/T 44464-2024 §6.1"),
)
request = Request("offboard", "position.precise", "yes", PLACE, "weather")
case = first(
    "GB/T 44464",
    "a position for the weather",
    request,
    transform(["coarsen-position"], "GB/T 44464-2024 §5.3"),
)
but(case, "the last before", permit(), at=LAST["GB/T 44464"])
request = Request("offboard", "position.precise", "yes", {**PLACE, "encrypted": False})
case = first("GB/T 44464", "in the clear", request, IN_THE_CLEAR)
but(case, "the last before", permit(), at=LAST["GB/T 44464"])
first(
    "GB/T 44464",
    "a frame as seen",
    Request("offboard", "exterior.frame", known=OUTSIDE),
    deny("GB/T 44464-2024 §5.6.1.2"),
)
first(
    "GB/T 44464",
    "biometrics",
    Request("offboard", "biometric.fingerprint", "yes", SOMEBODY),
    deny("GB/T 44464-2024 §5.5.2"),
)

# Face Measures, and what security and updates rest on.
first(
    "Face Measures",
    "a face",
    Request("offboard", "biometric.face", "yes", SOMEBODY),
    deny("Face Measures Art. 8"),
)
first(
    "CSL",
    "security events",
    Request("offboard", "security.event", known=NOBODY),
    permit("CSL Art. 23(3)"),
)
first(
    "GB 44496",
    "updates",
    Request("offboard", "software.update", known=NOBODY),
    permit("GB 44496-2024"),
)
