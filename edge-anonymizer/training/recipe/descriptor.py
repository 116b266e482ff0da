"""The descriptor NAME.yaml that the Java side reads beside NAME.onnx, with the known answer that it
asks the live network for: the means of the outputs on one drawn picture."""

import hashlib
from pathlib import Path

import numpy as np

from .runtime import LARGEST_ENLARGEMENT, onnx

# Of street-v3. On what its training held back a wide range does equally well; its card says how
# these were chosen in it.
THRESHOLDS = (0.4, 0.4)
KNOWN_WIDTH_PX, KNOWN_HEIGHT_PX = 160, 96
KNOWN_TOLERANCE = 0.002


def known_picture() -> np.ndarray:
    """Draws the picture of the Java class KnownAnswer, a white plate with dark strokes, as a
    network of the descriptor's input takes it: 1 x 3 x height x width, blue first, 0 to 1."""
    y, x = np.mgrid[0:KNOWN_HEIGHT_PX, 0:KNOWN_WIDTH_PX]
    across, down = x / KNOWN_WIDTH_PX, y / KNOWN_HEIGHT_PX
    plate = (across >= 0.25) & (across < 0.75) & (down >= 0.375) & (down < 0.645)
    stroke = plate & (down >= 0.437) & (down < 0.583) & (x % 11 < 5)
    slopes = [np.floor((across + down) / 2 * 255 / colour) for colour in (1, 2, 3)]
    planes = [np.where(stroke, 26, np.where(plate, 230, slope)) for slope in slopes]
    return (np.stack(planes)[None] / 255).astype(np.float32)


def known_answer(outputs: list[np.ndarray]) -> list[float]:
    """Returns the mean of each channel, stride by stride."""
    return [float(mean) for o in outputs for mean in o.mean((0, 2, 3), dtype=np.float64)]


def descriptor(model: Path, thresholds: tuple[float, float], answer: list[float]) -> str:
    """Returns the text of the YAML file that belongs to a model file."""
    rows = [answer[i : i + 6] for i in range(0, len(answer), 6)]
    known = ",\n   ".join(", ".join(f"{v:.5f}" for v in row) for row in rows)
    digest = hashlib.sha256(model.read_bytes()).hexdigest()
    card = model.stem.removesuffix("-int8")
    return (
        f"# Runs {model.name}; what the model is, see {card}.md.\n"
        "version: 1\n"
        f"file: {model.name}\n"
        f"sha256: {digest}\n"
        "family: street\n"
        "input:\n"
        "  name: image\n"
        "  size: {longestSidePx: 960, multiplePx: 32, "
        f"maxEnlargement: {LARGEST_ENLARGEMENT}}}\n"
        "  layout: nchw\n"
        "  colours: bgr\n"
        "  mean: [0, 0, 0]\n"
        "  divisor: [255, 255, 255]\n"
        "  padding: 114\n"
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
