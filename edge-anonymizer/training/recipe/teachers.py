"""Asks YuNet and RFB about the training pictures once, and writes what they agree on to a file.

`python3 -m recipe.teachers --data FOLDER --yunet YUNET.onnx --rfb RFB.onnx --out TEACHERS.json`.
The pool then takes what both saw for a soft face and what one saw for something to ignore, where no
label is: see `pool.with_teachers`. The teachers see no picture that is held back.
"""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np

from . import boxes as bx
from . import detectors
from .pool import read, split
from .runtime import onnx
from .score import Detector, without_doubles

# Both teachers are asked from this score on; a soft face needs this score on average.
ASKED, SURE = 0.3, 0.55
SAME = 0.4
LEAST_SIDE_PX = 4
ENLARGED = 2.0


def opinions(image: np.ndarray, yunet: Detector, rfb: Detector) -> list[list[float]]:
    """Returns left, top, right, bottom and a score; 0 says that the teachers do not agree."""
    first, second = _enlarged(image, yunet), _enlarged(image, rfb)
    found = []
    overlap = bx.iou(first, second)
    for i, row in enumerate(first):
        partner = int(overlap[i].argmax()) if len(second) else -1
        agreed = partner >= 0 and overlap[i, partner] >= SAME
        score = float(row[5] + second[partner, 5]) / 2 if agreed else 0.0
        found.append([*row[:4], score if score >= SURE else 0.0])
    lonely = overlap.max(0) < SAME if len(first) else np.ones(len(second), bool)
    found += [[*row[:4], 0.0] for row in second[lonely]]
    return [row for row in (_inside(row, image) for row in found) if row]


def _inside(row: list[float], image: np.ndarray) -> list[float] | None:
    """Returns the part of a box that is in the picture, rounded, or None if that is little."""
    height, width = image.shape[:2]
    left, right = (min(max(float(v), 0), width) for v in (row[0], row[2]))
    top, bottom = (min(max(float(v), 0), height) for v in (row[1], row[3]))
    if min(right - left, bottom - top) < LEAST_SIDE_PX:
        return None
    return [round(v, 3) for v in (left, top, right, bottom, float(row[4]))]


def _enlarged(image: np.ndarray, detect: Detector) -> np.ndarray:
    """Looks at the picture as it is and in four enlarged quarters, for small faces."""
    height, width = image.shape[:2]
    rows = [detect(image)]
    for y in (0, height // 3):
        for x in (0, width // 3):
            part = image[y : y + 2 * height // 3, x : x + 2 * width // 3]
            seen = detect(cv2.resize(part, None, fx=ENLARGED, fy=ENLARGED))
            seen[:, :4] = seen[:, :4] / ENLARGED + np.float32([x, y, x, y])
            rows.append(seen)
    return without_doubles(np.concatenate(rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--yunet", type=Path, required=True)
    parser.add_argument("--rfb", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--split-seed", type=int, default=1)
    options = parser.parse_args()
    side = detectors.FIXED_SIDE_PX
    yunet = detectors.yunet(onnx(options.yunet), side, ASKED, square=True)
    rfb = detectors.rfb(onnx(options.rfb), ASKED)
    pictures = [p for folder in options.data for p in read(folder)]
    learned = split(pictures, options.split_seed)[0]
    paths = [str(p.path.resolve()) for p in learned]
    found = {path: opinions(cv2.imread(path), yunet, rfb) for path in paths}
    options.out.write_text(json.dumps(found), "utf-8")
    soft = sum(row[4] > 0 for rows in found.values() for row in rows)
    print(f"{len(found)} pictures, {soft} soft faces, {sum(map(len, found.values()))} opinions")


if __name__ == "__main__":
    main()
