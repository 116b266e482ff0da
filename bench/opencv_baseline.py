#!/usr/bin/env python3
"""The usual Python face anonymizer, for comparison: OpenCV's DNN module, face by face, blurred.

  opencv_baseline.py video yunet|rfb MODEL CLIP         raw I420 frames on standard output
  opencv_baseline.py pictures yunet|rfb MODEL DIR OUT   sidecars NAME.masks.jsonl for `certify`

Needs Debian's python3-opencv (4.6), which takes models of a fixed size only: both networks see the frame 640
pixels wide.
"""
import json
import os
import sys

import cv2
import numpy

GROWTH = 1.3  # what deface, the tool of this kind that people know, adds to a face


class YuNet:
    """yunet_n_640_640.onnx: 640x640 BGR, the frame in the upper left."""

    STRIDES = (8, 16, 32)
    THRESHOLD = 0.6

    def __init__(self, model):
        self.net = cv2.dnn.readNetFromONNX(model)
        self.names = [f"{kind}_{stride}" for kind in ("cls", "obj", "bbox") for stride in self.STRIDES]

    def boxes(self, frame):
        height, width = frame.shape[:2]
        scale = 640 / max(height, width)
        small = cv2.resize(frame, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA)
        canvas = numpy.zeros((640, 640, 3), numpy.uint8)
        canvas[: small.shape[0], : small.shape[1]] = small
        self.net.setInput(cv2.dnn.blobFromImage(canvas))
        out = dict(zip(self.names, self.net.forward(self.names)))
        found, sure = [], []
        for stride in self.STRIDES:
            scores = numpy.sqrt(out[f"cls_{stride}"] * out[f"obj_{stride}"]).reshape(-1)
            cells = numpy.flatnonzero(scores > self.THRESHOLD)
            across, down, wide, high = out[f"bbox_{stride}"].reshape(-1, 4)[cells].T
            w, h = numpy.exp(wide) * stride, numpy.exp(high) * stride
            x = (cells % (640 // stride) + across) * stride - w / 2
            y = (cells // (640 // stride) + down) * stride - h / 2
            found += numpy.stack([x, y, w, h], 1).tolist()
            sure += scores[cells].tolist()
        kept = cv2.dnn.NMSBoxes(found, sure, self.THRESHOLD, 0.45)
        return [[v / scale for v in found[int(i)]] for i in numpy.array(kept).flatten()]


class Rfb:
    """version-RFB-640.onnx: 640x480 RGB, (x - 127) / 128, the frame squeezed into it."""

    def __init__(self, model):
        self.net = cv2.dnn.readNetFromONNX(model)

    def boxes(self, frame):
        height, width = frame.shape[:2]
        blob = cv2.dnn.blobFromImage(frame, 1 / 128, (640, 480), (127, 127, 127), swapRB=True)
        self.net.setInput(blob)
        scores, boxes = self.net.forward(["scores", "boxes"])
        scores = scores[0, :, 1]
        sure = scores > 0.7
        found = boxes[0][sure] * [width, height, width, height]
        upright = [[x0, y0, x1 - x0, y1 - y0] for x0, y0, x1, y1 in found]
        kept = cv2.dnn.NMSBoxes(upright, scores[sure].tolist(), 0.7, 0.3)
        return [upright[int(i)] for i in numpy.array(kept).flatten()]


def grown(box, frame):
    x, y, w, h = box
    height, width = frame.shape[:2]
    x0, y0 = max(0, int(x - w * (GROWTH - 1) / 2)), max(0, int(y - h * (GROWTH - 1) / 2))
    x1, y1 = min(width, int(x + w * (GROWTH + 1) / 2)), min(height, int(y + h * (GROWTH + 1) / 2))
    return x0, y0, x1, y1


def video(detector, clip):
    capture = cv2.VideoCapture(clip)
    while True:
        read, frame = capture.read()
        if not read:
            break
        for box in detector.boxes(frame):
            x0, y0, x1, y1 = grown(box, frame)
            if x1 > x0 and y1 > y0:
                part = frame[y0:y1, x0:x1]
                kernel = max(3, (x1 - x0) // 2 | 1)
                frame[y0:y1, x0:x1] = cv2.blur(part, (kernel, kernel))
        sys.stdout.buffer.write(cv2.cvtColor(frame, cv2.COLOR_BGR2YUV_I420).tobytes())


def pictures(detector, folder, out):
    os.makedirs(out, exist_ok=True)
    for name in sorted(os.listdir(folder)):
        frame = cv2.imread(os.path.join(folder, name))
        if frame is None:
            continue
        with open(os.path.join(out, name + ".masks.jsonl"), "w", encoding="utf-8") as sidecar:
            for box in detector.boxes(frame):
                x0, y0, x1, y1 = grown(box, frame)
                corners = [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]
                line = {"frame": 0, "seconds": 0, "class": "face", "shape": "rectangle", "corners": corners}
                sidecar.write(json.dumps(line) + "\n")


def main():
    mode, kind, model, source = sys.argv[1:5]
    detector = {"yunet": YuNet, "rfb": Rfb}[kind](model)
    cv2.setNumThreads(2)
    if mode == "video":
        video(detector, source)
    else:
        pictures(detector, source, sys.argv[5])


if __name__ == "__main__":
    main()
