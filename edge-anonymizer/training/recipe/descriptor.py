"""The descriptor NAME.yaml that the Java side reads beside NAME.onnx, with the known answer that it
asks the live network for: the means of the outputs on one drawn picture."""

import hashlib
from pathlib import Path

import numpy as np

from .runtime import onnx

THRESHOLDS = (0.45, 0.5)
KNOWN_WIDTH_PX, KNOWN_HEIGHT_PX = 160, 96
KNOWN_TOLERANCE = 0.002


def known_picture() -> np.ndarray:
    """Draws the picture of the Java class KnownAnswer: a white plate with dark strokes."""
    y, x = np.mgrid[0:KNOWN_HEIGHT_PX, 0:KNOWN_WIDTH_PX]
    plate = (x >= 40) & (x < 120) & (y >= 36) & (y < 62)
    stroke = plate & (y >= 42) & (y < 56) & (x % 11 < 5)
    slope = ((x + y) / np.float32(KNOWN_WIDTH_PX + KNOWN_HEIGHT_PX)).astype(np.float32)
    planes = [np.where(stroke, 0.1, np.where(plate, 0.9, slope / (c + 1))) for c in range(3)]
    return np.stack(planes)[None].astype(np.float32)


def known_answer(outputs: list[np.ndarray]) -> list[float]:
    """Returns the mean of each channel, stride by stride."""
    return [float(mean) for o in outputs for mean in o.mean((0, 2, 3), dtype=np.float64)]


def descriptor(model: Path, thresholds: tuple[float, float], answer: list[float]) -> str:
    """Returns the text of the YAML file that belongs to a model file."""
    rows = [answer[i : i + 6] for i in range(0, len(answer), 6)]
    known = ",\n   ".join(", ".join(f"{v:.5f}" for v in row) for row in rows)
    digest = hashlib.sha256(model.read_bytes()).hexdigest()
    return (
        f"# Runs {model.name}; what the model is, see {model.stem}.md.\n"
        f"file: {model.name}\n"
        f"sha256: {digest}\n"
        "longestSidePx: 960\n"
        "maxEnlargement: 2.0\n"
        f"thresholds: {{face: {thresholds[0]:.2f}, plate: {thresholds[1]:.2f}}}\n"
        "overlap: 0.45\n"
        "# Mean of each of the six channels at stride 8, 16 and 32 on the picture of KnownAnswer.\n"
        f"knownAnswer:\n  [{known}]\n"
        f"tolerance: {KNOWN_TOLERANCE}\n"
    )


def write_descriptor(model: Path, thresholds: tuple[float, float]) -> None:
    """Asks the model for its known answer and writes the descriptor beside it."""
    answer = known_answer(onnx(model)(known_picture()))
    model.with_suffix(".yaml").write_text(descriptor(model, thresholds, answer), "utf-8")
