"""What is drawn into or changed in pictures that exist: crowds, hands, and whole batches."""

import tempfile
import unittest
from pathlib import Path
from random import Random
from unittest import mock

import numpy as np
import torch

from recipe import boxes as bx
from recipe import crowd, jitter, pool

from .pictures import COLOURS, seen, write_folder

SIZE = 160
FACE = COLOURS["face"]


class Crowds(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            cls.crowd = crowd.Crowd(pool.Pool(pool.read(write_folder(Path(folder), 6))))

    def test_oneHead_box_isWhereTheFaceIs(self):
        found = 0
        with mock.patch.multiple(crowd, HEADS=(1, 1), TILT_DEGREES=0.0, FACE_SIDE_PX=(24.0, 48.0)):
            for number in range(30):
                canvas = np.full((SIZE, SIZE, 3), 90, np.uint8)
                rows = self.crowd.paste(Random(number), canvas, bx.none())
                if len(rows) and rows[0, :2].min() > 5 and rows[0, 2:4].max() < SIZE - 5:
                    found += 1
                    np.testing.assert_allclose(rows[0, :4], seen(canvas, FACE), atol=2.5)
        self.assertGreater(found, 3)

    def test_crowd_facesBehindOthers_areIgnoredOrGone(self):
        clear = hidden = 0
        for number in range(60):
            canvas = np.full((SIZE, SIZE, 3), 90, np.uint8)
            rows = self.crowd.paste(Random(number), canvas, bx.none())
            self.assertTrue(((rows[:, :4] >= 0) & (rows[:, :4] <= SIZE)).all())
            clear += int((rows[:, bx.IGNORE] == 0).sum())
            hidden += int(rows[:, bx.IGNORE].sum())
        self.assertGreater(clear, 60)
        self.assertGreater(hidden, 5)

    def test_crowd_whereAnObjectIs_hidesNoneOfIt(self):
        whole = bx.box(0, 0, SIZE, SIZE, bx.PLATE)
        canvas = np.zeros((SIZE, SIZE, 3), np.uint8)
        for number in range(10):
            self.assertEqual(0, len(self.crowd.paste(Random(number), canvas, whole)))
        self.assertEqual(0, canvas.max())

    def test_headBesideAnother_isNotCutOut(self):
        two = np.concatenate([bx.box(20, 20, 60, 60, bx.FACE), bx.box(62, 20, 99, 60, bx.FACE)])
        alone = bx.box(120, 120, 150, 150, bx.FACE)
        picture = mock.Mock(images=[np.zeros((200, 200, 3), np.uint8)],
                            boxes=[np.concatenate([two, alone])])
        self.assertEqual([120.0], [box[0] for _, box in crowd.Crowd(picture).heads])


class Jitter(unittest.TestCase):
    def test_changedBatch_boxes_areWhereTheObjectsAre(self):
        images = torch.full((24, SIZE, SIZE, 3), 90, dtype=torch.uint8)
        images[:, 50:90, 60:110] = torch.tensor(FACE, dtype=torch.uint8)
        box = torch.from_numpy(bx.box(60, 50, 110, 90, bx.FACE))
        rows = torch.cat((torch.arange(24.0)[:, None], box.repeat(24, 1)), 1)
        random = torch.Generator().manual_seed(7)
        with mock.patch.multiple(jitter, GREY_SHARE=0.0, MOST_NOISE=0.0, GAIN=0.0, TINT=0.0):
            changed, moved = jitter.jittered(images, rows, random)
        self.assertEqual((24, SIZE, SIZE, 3), tuple(changed.shape))
        places = {tuple(row[1:5].round().tolist()) for row in moved}
        self.assertGreater(len(places), 12)
        for row in moved.numpy():
            np.testing.assert_allclose(row[1:5], seen(changed[int(row[0])].numpy(), FACE), atol=1.6)

    def test_objectMostlyOutside_isIgnored_andOneFarOutside_isGone(self):
        rows = np.concatenate([bx.box(10, 10, 40, 40, bx.FACE), bx.box(90, 90, 150, 150, bx.FACE)])
        numbered = torch.from_numpy(np.concatenate([np.zeros((2, 1), np.float32), rows], 1))
        moved = jitter.moved(numbered, torch.ones(1, 2), torch.tensor([[-70.0, 0.0]]), SIZE)
        self.assertEqual([[20.0, 90.0, 80.0, 150.0]], moved[:, 1:5].tolist())
        moved = jitter.moved(numbered, torch.ones(1, 2), torch.tensor([[-30.0, 0.0]]), SIZE)
        self.assertEqual([1.0, 0.0], moved[:, 1 + bx.IGNORE].tolist())


if __name__ == "__main__":
    unittest.main()
