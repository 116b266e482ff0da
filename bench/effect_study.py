#!/usr/bin/env python3
"""How many covered faces do face detectors still recognize? GB/T 44464-2024 B.6 allows none.

  effect_study.py FACES MODELS [VARIANT...]

FACES is a folder with pictures and labels.json, MODELS one with yunet_n_640_640.onnx and version-RFB-640.onnx. The
built-in drive (every 20th frame) is covered too. Regions are what street-v3 finds; asked about are faces of 32 px or
more of which half or more is covered. A VARIANT is FILL@GROWTH or FILL@GROWTHe for ellipses; without one, those of the
decision are run. Figures are counts of faces, the same on any machine with the same packages:
apt-get install python3-opencv opencv-data (4.6).
"""
import json
import os
import sys

import cv2
import numpy

from opencv_baseline import Rfb, YuNet

HERE = os.path.dirname(os.path.abspath(__file__))
STREET = os.path.join(HERE, "../edge-anonymizer/src/main/resources/models/street-v3.onnx")
DRIVE = os.path.join(HERE, "../cli/src/main/resources/drive/street")
CASCADES = "/usr/share/opencv4/haarcascades/"
COLOURS = {  # blue, green, red
    "black": (16, 16, 16), "grey": (128, 128, 128), "white": (255, 255, 255),
    "red": (0, 0, 255), "darkred": (0, 0, 179), "green": (0, 200, 0), "blue": (255, 0, 0), "magenta": (255, 0, 255),
}
USUAL = (
    "black@1.2 black@1.35 black@1.5 grey@1.35 white@1.35 stripes@1.35 red@1.35 darkred@1.2"
    " darkred@1.35 darkred@1.5 mosaic6@1.2 mosaic6@1.35 mosaic3@1.35 mosaic2@1.35 mosaic3@1.5"
)


class Street:
    """street-v3, the longest side at 960 pixels, as the product runs it."""

    def __init__(self):
        self.net = cv2.dnn.readNetFromONNX(STREET)

    def boxes(self, frame):
        height, width = frame.shape[:2]
        scale = min(960 / max(height, width), 1)
        w, h = round(width * scale), round(height * scale)
        canvas = numpy.full((-(-h // 32) * 32, -(-w // 32) * 32, 3), 114, numpy.uint8)
        canvas[:h, :w] = cv2.resize(frame, (w, h), interpolation=cv2.INTER_AREA)
        self.net.setInput(cv2.dnn.blobFromImage(canvas, 1 / 255))
        found, sure = [], []
        for out, stride in zip(self.net.forward(["s8", "s16", "s32"]), (8, 16, 32)):
            down, across = numpy.nonzero(out[0][0] > 0.4)
            score, _, dx, dy, logw, logh = out[0][:, down, across]
            bw, bh = numpy.exp(logw) * stride, numpy.exp(logh) * stride
            x, y = (across + 0.5 + dx) * stride - bw / 2, (down + 0.5 + dy) * stride - bh / 2
            found += numpy.stack([x * width / w, y * height / h, bw * width / w, bh * height / h], 1).tolist()
            sure += score.tolist()
        kept = cv2.dnn.NMSBoxes(found, sure, 0.4, 0.45)
        return [found[int(i)] for i in numpy.array(kept).flatten()]


class Haar:
    def __init__(self, file):
        self.cascade = cv2.CascadeClassifier(CASCADES + file)

    def boxes(self, frame):
        grey = cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY)
        return [list(map(float, box)) for box in self.cascade.detectMultiScale(grey, 1.2, 3, minSize=(24, 24))]


def same(a, b):
    """As the product's FaceReader: half of the smaller box is shared."""
    x = max(0, min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0]))
    y = max(0, min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1]))
    return x * y >= 0.5 * min(a[2] * a[3], b[2] * b[3])


def window(box, growth, frame):
    """The grown box on even coordinates within the frame."""
    x, y, w, h = box
    left, top = x - w * (growth - 1) / 2, y - h * (growth - 1) / 2
    x0, y0 = (max(0, int(numpy.floor(v / 2)) * 2) for v in (left, top))
    x1, y1 = int(numpy.ceil((left + w * growth) / 2)) * 2, int(numpy.ceil((top + h * growth) / 2)) * 2
    return x0, y0, min(frame.shape[1], x1), min(frame.shape[0], y1)


def mosaic(part, kind, seed):
    height, width = part.shape[:2]
    cell = max(4, min(height, width) / int(kind[6]))
    columns, rows = max(1, int(width / cell + 1e-9)), max(1, int(height / cell + 1e-9))
    xs = numpy.minimum((numpy.arange(width) / cell).astype(int), columns - 1)
    ys = numpy.minimum((numpy.arange(height) / cell).astype(int), rows - 1)
    cells = (ys[:, None] * columns + xs).ravel()
    counts = numpy.bincount(cells, minlength=rows * columns)
    means = [numpy.bincount(cells, part[..., c].ravel(), rows * columns) / counts for c in range(3)]
    means = numpy.stack(means, 1)
    if kind.endswith("q"):  # four levels of each colour
        means = numpy.floor(means / 64) * 64 + 32
    if kind.endswith("n"):
        means = means + numpy.random.default_rng(seed).integers(-40, 41, (rows * columns, 1))
    return numpy.clip(means, 0, 255)[cells].reshape(part.shape)


def fill(original, area, kind, seed):
    x0, y0, x1, y1 = area
    part = original[y0:y1, x0:x1]
    if kind in COLOURS:
        return numpy.full(part.shape, COLOURS[kind])
    if kind == "mean":
        return numpy.full(part.shape, part.reshape(-1, 3).mean(0))
    if kind == "around":
        rim = max(2, (x1 - x0) // 8)
        wide = original[max(0, y0 - rim) : y1 + rim, max(0, x0 - rim) : x1 + rim].reshape(-1, 3)
        count = max(1, len(wide) - part.shape[0] * part.shape[1])
        return numpy.full(part.shape, (wide.sum(0) - part.reshape(-1, 3).sum(0)) / count)
    if kind == "stripes":  # four dark and bright ones along the shorter side, slanted
        width = max(2, min(part.shape[:2]) // 4)
        slant = numpy.add.outer(numpy.arange(part.shape[0]), numpy.arange(part.shape[1]))
        return numpy.where(slant // width % 2 == 1, 235, 16)[..., None].repeat(3, 2)
    return mosaic(part, kind, seed)


def cover(original, regions, variant):
    kind, growth = variant.split("@")
    ellipse = growth.endswith("e")
    frame, masked = original.copy(), numpy.zeros(original.shape[:2], bool)
    for seed, region in enumerate(regions):
        factor = float(growth.rstrip("e")) * (2**0.5 if ellipse else 1)
        x0, y0, x1, y1 = area = window(region, factor, frame)
        if x1 <= x0 or y1 <= y0:
            continue
        inside = numpy.ones((y1 - y0, x1 - x0), bool)
        if ellipse:
            across = (numpy.arange(x0, x1) + 0.5 - region[0] - region[2] / 2) / (region[2] * factor / 2)
            down = (numpy.arange(y0, y1) + 0.5 - region[1] - region[3] / 2) / (region[3] * factor / 2)
            inside = numpy.add.outer(down**2, across**2) <= 1
        frame[y0:y1, x0:x1][inside] = fill(frame if kind[:6] == "mosaic" else original, area, kind, seed)[inside]
        masked[y0:y1, x0:x1] |= inside
    return cv2.imdecode(cv2.imencode(".jpg", frame, [1, 95])[1], 1), masked


def share(masked, face):
    x, y, w, h = (int(round(v)) for v in face)
    part = masked[max(0, y) : y + h, max(0, x) : x + w]
    return part.mean() if part.size else 0


def pictures(folder):
    """Yields set, picture, faces in scope."""
    with open(os.path.join(folder, "labels.json"), encoding="utf-8") as file:
        for label in json.load(file):
            boxes = [b for b in label["boxes"] if b["class"] == "face" and not b["ignore"]]
            faces = [[b[side] for side in "xywh"] for b in boxes if min(b["w"], b["h"]) >= 32]
            yield "real", cv2.imread(os.path.join(folder, label["file"])), faces
    with open(DRIVE + ".truth.jsonl", encoding="utf-8") as file:
        truth = {frame["frame"]: frame["objects"] for frame in map(json.loads, file)}
    clip = cv2.VideoCapture(DRIVE + ".mp4")
    for number in range(len(truth)):
        frame = clip.read()[1]
        boxes = [b for b in truth[number] if b["class"] == "face" and b["visible"] > 0.5]
        faces = [[b[side] for side in "xywh"] for b in boxes if min(b["w"], b["h"]) >= 32]
        if number % 20 == 0 and faces:
            yield "drive", frame, faces


def main():
    folder, models = sys.argv[1:3]
    readers = {
        "street-v3": Street(),
        "YuNet": YuNet(os.path.join(models, "yunet_n_640_640.onnx")),
        "RFB-640": Rfb(os.path.join(models, "version-RFB-640.onnx")),
        "Haar alt2": Haar("haarcascade_frontalface_alt2.xml"),
    }
    taken = [(name, frame, faces, readers["street-v3"].boxes(frame)) for name, frame, faces in pictures(folder)]
    print("variant", *(f"{part} {name}" for part in ("real", "drive") for name in readers), sep=" | ")
    for variant in ("none", *(sys.argv[3:] or USUAL.split())):
        counts = {(part, name): 0 for part in ("real", "drive") for name in readers}
        for part, frame, faces, regions in taken:
            sent, masked = cover(frame, regions, "black@1.2" if variant == "none" else variant)
            asked = [face for face in faces if share(masked, face) >= 0.5]
            for name, reader in readers.items():
                seen = reader.boxes(frame if variant == "none" else sent)
                counts[part, name] += sum(any(same(box, face) for box in seen) for face in asked)
        print(variant, *counts.values(), sep=" | ", flush=True)


main()
