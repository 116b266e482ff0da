#!/usr/bin/env python3
"""Makes a clip whose faces are known: labelled pictures drift over the frames of a real clip.

  labelled_clip.py CLIP PICTURES OUT.mp4 OUT.json

CLIP is upscaled to 1920x1080 and shown over and over; every two seconds another picture of the folder PICTURES lies
over it, as high as the frame. The labels tell of one frame in each two seconds. Needs Debian's python3-opencv, ffmpeg.
"""
import json
import math
import os
import subprocess
import sys

import cv2

WIDTH, HEIGHT, RATE = 1920, 1080, 30
FRAMES_EACH = 2 * RATE
WIDEST = 1400
DRIFT_PX = 60


def frames(clip):
    while True:
        capture = cv2.VideoCapture(clip)
        repeats = max(1, round(RATE / capture.get(cv2.CAP_PROP_FPS)))
        read, frame = capture.read()
        while read:
            large = cv2.resize(frame, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
            for _ in range(repeats):
                yield large.copy()
            read, frame = capture.read()


def moved(box, scale, left, width, height):
    x0, y0 = max(0, box["x"]), max(0, box["y"])
    x1, y1 = min(width, box["x"] + box["w"]), min(height, box["y"] + box["h"])
    place = {"x": x0 * scale + left, "y": y0 * scale, "w": (x1 - x0) * scale, "h": (y1 - y0) * scale}
    return {**place, "class": box["class"], "ignore": box.get("ignore", False)}


def main():
    clip, pictures, video, labels = sys.argv[1:]
    with open(os.path.join(pictures, "labels.json"), encoding="utf-8") as file:
        entries = json.load(file)
    size = f"{WIDTH}x{HEIGHT}"
    source = ["-f", "rawvideo", "-pix_fmt", "bgr24", "-s", size, "-r", str(RATE), "-i", "-"]
    coded = ["-c:v", "libx264", "-preset", "fast", "-crf", "20", "-pix_fmt", "yuv420p", video]
    encoder = subprocess.Popen(["ffmpeg", "-v", "error", "-y", *source, *coded], stdin=subprocess.PIPE)
    told, number, ground = [], 0, frames(clip)
    for entry in entries:
        image = cv2.imread(os.path.join(pictures, entry["file"]))
        height, width = image.shape[:2]
        scale = min(HEIGHT / height, WIDEST / width)
        large = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)[:HEIGHT]
        for i in range(FRAMES_EACH):
            frame = next(ground)
            left = round(2 * DRIFT_PX + DRIFT_PX * math.sin(2 * math.pi * i / FRAMES_EACH))
            frame[: large.shape[0], left : left + large.shape[1]] = large
            if i == FRAMES_EACH // 2:
                boxes = [moved(box, scale, left, width, height) for box in entry["boxes"]]
                named = {"file": os.path.basename(video), "width": WIDTH, "height": HEIGHT}
                told.append({**named, "frame": number, "seconds": number / RATE, "boxes": boxes})
            encoder.stdin.write(frame.tobytes())
            number += 1
    encoder.stdin.close()
    if encoder.wait() != 0:
        raise SystemExit("labelled_clip: ffmpeg failed")
    with open(labels, "w", encoding="utf-8") as file:
        json.dump(told, file)


if __name__ == "__main__":
    main()
