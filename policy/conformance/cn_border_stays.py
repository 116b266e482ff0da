"""cn-border: what stays, or leaves with an approval only."""

from case import Request, deny, permit
from cn_border import (
    BIOMETRICS,
    CASES,
    CONSENTS,
    EXPORT,
    GUIDE,
    ROUTES,
    TC260,
    UNAPPROVED,
    UNLABELLED,
)

demand, but = CASES.demand, CASES.but

# 9.1(2), 9.2: coordinates as measured, without approval or review. Whether they were processed with
# recognized secrecy technology is asked at the border.
for data in ["position.precise", "geo.road-topology", "exterior.clip.chunk"]:
    demand("9.2", f"{data} without review", Request("export", data, "yes", UNAPPROVED), deny(GUIDE))
demand(
    "9.2",
    "position.precise after review",
    Request("export", "position.precise", "yes", EXPORT),
    permit(ROUTES),
)
for data in ["exterior.clip.chunk", "exterior.clip.manifest", "position.precise", "cabin.voice"]:
    demand("7", f"{data} without approval", Request("export", data, "yes", UNAPPROVED), deny(TC260))

# Section 9.2 as far as it is known: charging data, and what updates and flaws consist of; to remove
# a defect it may go once it was reported.
for data in ["charging.session", "charging.network"]:
    demand(
        "9.2", f"{data} without approval", Request("export", data, "yes", UNAPPROVED), deny(GUIDE)
    )
for data in ["software.update", "security.event"]:
    case = demand(
        "9.2",
        f"{data} to remove a defect",
        Request("export", data, known=EXPORT, purpose="defect"),
        permit(GUIDE),
    )
    but(case, "not reported", deny(GUIDE), approval="")
    demand(
        "9.2", f"{data} without approval", Request("export", data, known=UNAPPROVED), deny(GUIDE)
    )

# C16: no answer to a foreign court or police without approval, whatever else is in order.
for data, clauses in [
    ("identity.account", ["PIPL Art. 41", "DSL Art. 36"]),
    ("vehicle.motion.speed", ["DSL Art. 36"]),
]:
    case = demand(
        "C16",
        f"{data} for a foreign court, approved",
        Request("export", data, "yes", EXPORT, "foreign-authority"),
        permit(),
    )
    but(case, "not approved", deny(*clauses), approval="")

# Exterior, cabin and track data stay; biometrics never leave; without a label nothing does.
for data in [
    "exterior.frame",
    "exterior.clip.manifest",
    "exterior.clip.chunk",
    *(
        f"cabin.{each}"
        for each in ["camera", "microphone", "signal", "voice", "remote-view", "cloud-recording"]
    ),
]:
    demand("V2, 11", f"{data} stays onshore", Request("export", data, "yes", EXPORT), deny())
for data in [
    "biometric.face",
    "biometric.fingerprint",
    "biometric.voiceprint",
    "biometric.heart-rate",
    "biometric.identity",
]:
    for consent in CONSENTS:
        demand(
            "V13",
            f"{data} never leaves, {consent}",
            Request("export", data, consent, EXPORT),
            deny(BIOMETRICS),
        )
demand("C10", "data without a label", Request("export", "unknown", "yes", EXPORT), UNLABELLED)
demand(
    "C10",
    "a signal without a label",
    Request("export", "Vehicle.NobodyKnows.What", "yes", EXPORT),
    UNLABELLED,
)
