"""Writes an int8 model beside a float one: `python3 -m recipe.quantize NAME.onnx --data FOLDER`.

Static quantization, weights per channel, with ranges calibrated on pictures that were trained on.
Needs the Python packages onnxruntime and onnx (with ml_dtypes), which Debian 12 has not in a recent
version, but not PyTorch.
"""

import argparse
from pathlib import Path
from random import Random

import cv2
import numpy as np

from .descriptor import THRESHOLDS, write_descriptor
from .pool import Picture, read, split
from .runtime import letterboxed, onnx, tensor_of

CALIBRATION_PICTURES = 120
# What the last layers say is read number by number: they stay float.
FLOAT_TAIL = ("Sigmoid", "Slice", "Concat")


class Calibration:
    """Hands out calibration pictures, some darkened, as ONNX Runtime's quantizer asks for them."""

    def __init__(self, pictures: list[Picture], longest_side: int, seed: int = 1):
        rng = Random(seed)
        self.chosen = rng.sample(pictures, min(CALIBRATION_PICTURES, len(pictures)))
        self.gains = [rng.choice((1.0, 1.0, 0.4)) for _ in self.chosen]
        self.longest_side = longest_side
        self.rewind()

    def get_next(self) -> dict[str, np.ndarray] | None:
        return next(self.coming, None)

    def rewind(self) -> None:
        self.coming = iter(map(self._tensor, self.chosen, self.gains))

    def _tensor(self, picture: Picture, gain: float) -> dict[str, np.ndarray]:
        padded, _ = letterboxed(cv2.imread(str(picture.path)), self.longest_side)
        return {"image": tensor_of(padded) * np.float32(gain)}


def quantize(source: Path, target: Path, calibration: Calibration) -> None:
    from onnx import load
    from onnxruntime.quantization import CalibrationMethod, QuantFormat, QuantType, quantize_static
    from onnxruntime.quantization.shape_inference import quant_pre_process

    prepared = target.with_suffix(".prepared")
    quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
    nodes = load(str(prepared)).graph.node
    quantize_static(
        str(prepared),
        str(target),
        calibration,
        quant_format=QuantFormat.QDQ,
        per_channel=True,
        # Processors without VNNI add pairs of products in 16 bits: 7-bit weights cannot overflow.
        reduce_range=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        calibrate_method=CalibrationMethod.MinMax,
        nodes_to_exclude=[node.name for node in nodes if node.op_type in FLOAT_TAIL],
    )
    prepared.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--split-seed", type=int, default=1)
    parser.add_argument("--longest-side", type=int, default=640)
    parser.add_argument("--thresholds", type=float, nargs=2, default=THRESHOLDS)
    options = parser.parse_args()
    learned = split([p for f in options.data for p in read(f)], options.split_seed)[0]
    target = options.model.with_name(options.model.stem + "-int8.onnx")
    calibration = Calibration(learned, options.longest_side)
    quantize(options.model, target, calibration)
    write_descriptor(target, options.thresholds)
    apart = _differences(options.model, target, calibration)
    print(f"{target}: {target.stat().st_size} bytes; scores differ by {apart}")


def _differences(model: Path, target: Path, calibration: Calibration) -> str:
    """Says how far the scores of both files are apart on the calibration pictures."""
    calibration.rewind()
    one, other = onnx(model), onnx(target)
    apart = []
    for _ in range(10):
        image = calibration.get_next()
        if image is None:
            break
        for a, b in zip(one(image["image"]), other(image["image"])):
            apart.append(float(np.abs(a[:, :2] - b[:, :2]).max()))
    return f"at most {max(apart):.3f}, in the middle output by {np.median(apart):.3f}"


if __name__ == "__main__":
    main()
