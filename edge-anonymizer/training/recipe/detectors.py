"""Runs detectors on whole pictures: ours, and YuNet, RFB and OpenCV's cascades for comparison."""

from pathlib import Path
from typing import Sequence

import cv2
import numpy as np
import torch

from . import boxes as bx
from .checkpoint import network_of
from .grid import decoded, grid, rows
from .network import STRIDES
from .runtime import MULTIPLE_PX, Inference, letterboxed, onnx, tensor_of
from .score import Detector, without_doubles

YUNET_THRESHOLD, RFB_THRESHOLD = 0.6, 0.7
# The side of the only YuNet file that OpenCV 4.6 reads.
FIXED_SIDE_PX = 640


def load(model: Path, longest_side: int, thresholds: Sequence[float]) -> Detector:
    """Returns a detector for a file; the file's name tells YuNet and RFB from ours."""
    if model.suffix == ".xml":
        return cascade(model)
    if model.suffix == ".pt":
        return street(_torch(model), longest_side, thresholds)
    run = onnx(model)
    if "yunet" in model.name:
        fixed = FIXED_SIDE_PX if f"_{FIXED_SIDE_PX}_" in model.name else None
        return yunet(run, fixed or longest_side, square=bool(fixed))
    if "RFB" in model.name:
        return rfb(run)
    return street(run, longest_side, thresholds)


def _torch(checkpoint: Path) -> Inference:
    return of_network(network_of(checkpoint))


def of_network(network: torch.nn.Module) -> Inference:
    """Runs a PyTorch network in evaluation mode."""
    device = next(network.parameters()).device

    def run(tensor: np.ndarray) -> list[np.ndarray]:
        with torch.no_grad():
            outputs = network(torch.from_numpy(tensor).to(device))
        return [torch.cat((o[:, :2].sigmoid(), o[:, 2:]), 1).cpu().numpy() for o in outputs]

    return run


def street(run: Inference, longest_side: int, thresholds: Sequence[float]) -> Detector:
    def detect(image: np.ndarray) -> np.ndarray:
        padded, scale = letterboxed(image, longest_side)
        numbers = rows([torch.from_numpy(o) for o in run(tensor_of(padded))])
        cells = grid(padded.shape[0], padded.shape[1], numbers.device)
        corners = decoded(numbers, cells)[0].numpy() / np.tile(scale, 2)
        scores = numbers[0].numpy()
        found = []
        for kind in (bx.FACE, bx.PLATE):
            sure = scores[:, kind] > thresholds[kind]
            found.append(_found(corners[sure], kind, scores[sure, kind]))
        return without_doubles(np.concatenate(found))

    return detect


def yunet(
    run: Inference, longest_side: int, threshold: float = YUNET_THRESHOLD, square: bool = False
) -> Detector:
    """YuNet as its authors decode it; a file of one fixed size wants its pictures `square`."""

    def detect(image: np.ndarray) -> np.ndarray:
        multiple = longest_side if square else MULTIPLE_PX
        padded, scale = letterboxed(image, longest_side, multiple, padding=0)
        numbers = run(np.ascontiguousarray(padded.transpose(2, 0, 1)[None], np.float32))
        found = []
        for i, stride in enumerate(STRIDES):
            box, cls, obj = (numbers[i + 3 * j][0] for j in (0, 1, 3))
            score = np.sqrt(cls * obj)[:, 0]
            columns = padded.shape[1] // stride
            cell = np.arange(len(score))
            at = np.stack([cell % columns, cell // columns], 1)
            centre, half = (at + box[:, :2]) * stride, np.exp(box[:, 2:4]) * stride / 2
            corners = np.concatenate([centre - half, centre + half], 1) / np.tile(scale, 2)
            sure = score > threshold
            found.append(_found(corners[sure], bx.FACE, score[sure]))
        return without_doubles(np.concatenate(found))

    return detect


def rfb(run: Inference, threshold: float = RFB_THRESHOLD) -> Detector:
    """RFB-640: always 640 x 480."""

    def detect(image: np.ndarray) -> np.ndarray:
        resized = cv2.cvtColor(cv2.resize(image, (640, 480)), cv2.COLOR_BGR2RGB)
        tensor = (resized.transpose(2, 0, 1)[None].astype(np.float32) - 127) / 128
        corners, scores = run(tensor)
        sure = scores[0, :, 1] > threshold
        sides = np.tile(np.float32(image.shape[1::-1]), 2)
        return without_doubles(
            _found(corners[0, sure] * sides, bx.FACE, scores[0, sure, 1]), overlap=0.3
        )

    return detect


def cascade(model: Path) -> Detector:
    """One of OpenCV's cascades, with the parameters of its documentation; one whose name speaks of
    plates finds plates. Grey pictures in their own size. OpenCV 5 has none any more."""
    classifier = cv2.CascadeClassifier(str(model))
    kind = bx.PLATE if "plate" in model.name else bx.FACE

    def detect(image: np.ndarray) -> np.ndarray:
        grey = cv2.equalizeHist(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY))
        places = classifier.detectMultiScale(grey, 1.1, 3)
        boxes = np.float32([(x, y, x + w, y + h) for x, y, w, h in places]).reshape(-1, 4)
        return _found(boxes, kind, np.ones(len(boxes), np.float32))

    return detect


def _found(corners: np.ndarray, kind: int, scores: np.ndarray) -> np.ndarray:
    kinds = np.full(len(scores), kind, np.float32)
    return np.concatenate([corners, kinds[:, None], scores[:, None]], 1).astype(np.float32)
