"""Runs ONNX files without PyTorch, and brings pictures to the size they take."""

from pathlib import Path
from typing import Callable

import cv2
import numpy as np

MULTIPLE_PX = 32
# Small pictures stay as they are: enlarged, their large objects leave the sizes that were trained.
LARGEST_ENLARGEMENT = 1.0
PADDING = 114

# From an input tensor to the outputs, sorted by name and stride.
Inference = Callable[[np.ndarray], list[np.ndarray]]


def onnx(model: Path) -> Inference:
    """Runs a file with ONNX Runtime where its Python package is installed, else with OpenCV."""
    try:
        import onnxruntime
    except ImportError:
        network = cv2.dnn.readNetFromONNX(str(model))
        names = network.getUnconnectedOutLayersNames()

        def run(tensor: np.ndarray) -> list[np.ndarray]:
            network.setInput(tensor)
            return [o for _, o in sorted(zip(names, network.forward(names)), key=_order)]

        return run
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(model), options, ["CPUExecutionProvider"])
    entry = session.get_inputs()[0].name
    names = [o.name for o in session.get_outputs()]

    def run_session(tensor: np.ndarray) -> list[np.ndarray]:
        found = session.run(names, {entry: tensor})
        return [o for _, o in sorted(zip(names, found), key=_order)]

    return run_session


def _order(pair) -> tuple[str, int]:
    """Sorts outputs by name, then by stride: bbox_8, bbox_16, bbox_32, cls_8 ..."""
    name = pair[0]
    return name.rstrip("0123456789"), int("".join(c for c in name if c.isdigit()) or 0)


def letterboxed(
    image: np.ndarray, longest_side: int, multiple: int = MULTIPLE_PX, padding: int = PADDING
) -> tuple[np.ndarray, np.ndarray]:
    """Returns the scaled picture, padded on the right and at the foot, and its scales in x, y."""
    height, width = image.shape[:2]
    scale = min(longest_side / max(height, width), LARGEST_ENLARGEMENT)
    high, wide = (max(1, round(side * scale)) for side in (height, width))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    resized = cv2.resize(image, (wide, high), interpolation=method)
    down, right = -high % multiple, -wide % multiple
    colour = (padding,) * 3
    padded = cv2.copyMakeBorder(resized, 0, down, 0, right, cv2.BORDER_CONSTANT, value=colour)
    return padded, np.float32([wide / width, high / height])


def tensor_of(padded: np.ndarray) -> np.ndarray:
    """Returns 1 x 3 x H x W, values 0 to 1."""
    return np.ascontiguousarray(padded.transpose(2, 0, 1)[None], np.float32) / 255
