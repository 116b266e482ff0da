import json
import tempfile
import unittest
from contextlib import ExitStack
from pathlib import Path
from random import Random
from unittest import mock

import numpy as np

from recipe import (
    augment, fonts, kinds, negatives, paste, plates, pool, samples, scene, score, wear,
)
from recipe import boxes as bx

from .pictures import COLOURS, seen, write_folder

SHARED = Path(__file__).parents[4] / "shared" / "vision" / "train"
PIXEL = 1.5


class Plates(unittest.TestCase):
    def test_everyKind_sameSeed_samePixels(self):
        for kind in kinds.KINDS:
            first, second = (plates.draw(Random(7), kind) for _ in range(2))
            self.assertEqual(first.text, second.text)
            np.testing.assert_array_equal(first.image, second.image, kind)

    def test_everyKind_otherSeed_otherText(self):
        for kind in kinds.KINDS:
            texts = {plates.draw(Random(seed), kind).text for seed in range(20)}
            self.assertGreater(len(texts), 15, kind)

    def test_everyKind_text_hasAPlaceInsideThePlateAndAnAlphabet(self):
        for kind, form in kinds.KINDS.items():
            text = plates.draw(Random(3), kind).text
            self.assertEqual(form.places, len(text), kind)
            self.assertLessEqual(set(text), set(kinds.ALPHABET))
            for left, top, width, height in kinds.places(kind):
                self.assertTrue(0 <= left and left + width <= form.width, kind)
                self.assertTrue(0 <= top and top + height <= form.height, kind)

    def test_alphabet_everyCharacter_isDrawnByEachFont(self):
        for font in fonts.installed(fonts.CHINESE):
            for character in kinds.PROVINCES + kinds.SUFFIXES:
                self.assertGreater(fonts.glyph(character, font).sum(), 0, character)

    def test_mountedPlate_corners_holdThePlate(self):
        plate = np.full((140, 440, 3), 255, np.uint8)
        car, corners = wear.mounted(Random(2), plate)
        (left, top), (right, bottom) = corners[0].astype(int), corners[2].astype(int)
        np.testing.assert_array_equal(car[top:bottom, left:right], plate)

    def test_wornPlate_sameSeed_samePixels(self):
        plate = plates.draw(Random(1)).image
        np.testing.assert_array_equal(wear.worn(Random(4), plate), wear.worn(Random(4), plate))


class Boxes(unittest.TestCase):
    def test_clipped_mostlyOutside_isIgnored(self):
        cut = bx.clipped(bx.box(-70, 10, 30, 60, bx.FACE), 0, 0, 100, 100)
        np.testing.assert_allclose(cut, bx.box(0, 10, 30, 60, bx.FACE, ignore=True))

    def test_clipped_mostlyInside_staysClear(self):
        cut = bx.clipped(bx.box(-30, 10, 70, 60, bx.PLATE), 0, 0, 100, 100)
        np.testing.assert_allclose(cut, bx.box(0, 10, 70, 60, bx.PLATE))

    def test_clipped_outside_isGone(self):
        self.assertEqual(0, len(bx.clipped(bx.box(200, 10, 230, 60, bx.FACE), 0, 0, 100, 100)))

    def test_clipped_tiny_isIgnored(self):
        self.assertEqual(1, bx.clipped(bx.box(1, 1, 6, 6, bx.FACE), 0, 0, 9, 9)[0, bx.IGNORE])

    def test_mirrored_twice_isTheSame(self):
        box = bx.box(10, 20, 30, 50, bx.FACE)
        np.testing.assert_allclose(bx.mirrored(bx.mirrored(box, 320), 320), box)
        np.testing.assert_allclose(bx.mirrored(box, 320), bx.box(290, 20, 310, 50, bx.FACE))

    def test_uncovered_underAPatch_goesOrIsIgnored(self):
        rows = np.concatenate(
            [bx.box(0, 0, 10, 10, 0), bx.box(5, 0, 25, 10, 0), bx.box(50, 0, 60, 9, 0)]
        )
        left = bx.uncovered(rows, (0, 0, 15, 15))
        self.assertEqual([1, 0], left[:, bx.IGNORE].tolist())


class Scenes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            cls.pictures = pool.read(write_folder(Path(folder), 12))
            cls.pool = pool.Pool(cls.pictures)
        cls.composer = scene.Composer(cls.pool, paste.PlateBank(8, seed=1), 256)

    def test_placedPart_boxes_areWhereTheObjectsAre(self):
        checked = 0
        for seed in range(40):
            canvas = np.full((256, 256, 3), 90, np.uint8)
            labels = self.composer._place(Random(seed), canvas, (16, 8, 240, 250))
            for row in labels[labels[:, bx.IGNORE] == 0]:
                colour = list(COLOURS.values())[int(row[bx.KIND])]
                np.testing.assert_allclose(row[:4], seen(canvas, colour), atol=PIXEL)
                checked += 1
        self.assertGreater(checked, 20)

    def test_pastedPlate_box_isWhereThePlateIs(self):
        bank = paste.PlateBank(0, seed=1)
        corners = np.float32([[20, 20], [220, 20], [220, 80], [20, 80]])
        image = np.full((100, 240, 3), 90, np.uint8)
        image[20:80, 20:220] = COLOURS["plate"]
        bank.items = [(image, corners, 90.0)]
        checked = 0
        for seed in range(60):
            canvas = np.full((256, 256, 3), 90, np.uint8)
            for row in paste.paste(Random(seed), bank, canvas, bx.none()):
                if row[bx.IGNORE] == 0 and (row[2:4] - row[:2]).min() > 12:
                    np.testing.assert_allclose(row[:4], seen(canvas, COLOURS["plate"]), atol=2.5)
                    checked += 1
        self.assertGreater(checked, 15)

    def test_fisheye_boxes_areWhereTheObjectsAre(self):
        for strength in augment.FISHEYE:
            image = np.full((320, 320, 3), 90, np.uint8)
            image[40:90, 200:300] = COLOURS["face"]
            bent, labels = augment.fisheye(image, bx.box(200, 40, 300, 90, bx.FACE), strength)
            np.testing.assert_allclose(labels[0, :4], seen(bent, COLOURS["face"]), atol=PIXEL)

    def test_pictures_sameNumber_areTheSameInAnyOrder(self):
        forward = [self._sample(n) for n in range(6)]
        backward = [self._sample(n) for n in reversed(range(6))][::-1]
        for (image, labels), (other_image, other_labels) in zip(forward, backward):
            np.testing.assert_array_equal(image, other_image)
            np.testing.assert_array_equal(labels, other_labels)

    def test_pictures_many_haveBoxesInsideAndBothClasses(self):
        labels = np.concatenate([self._sample(n)[1] for n in range(60)])
        self.assertTrue(((labels[:, :4] >= 0) & (labels[:, :4] <= 256)).all())
        self.assertTrue((labels[:, 2:4] > labels[:, :2]).all())
        clear = labels[labels[:, bx.IGNORE] == 0, bx.KIND]
        self.assertGreater((clear == bx.FACE).sum(), 10)
        self.assertGreater((clear == bx.PLATE).sum(), 30)

    def test_negatives_anyArea_areDrawnInsideIt(self):
        for seed in range(60):
            rng = Random(seed)
            area = np.zeros((rng.randint(8, 60), rng.randint(8, 90), 3), np.uint8)
            negatives.draw(rng, area)

    def test_masked_objectsUnderAMask_areNoneAnyMore(self):
        face, plate = bx.box(20, 20, 60, 70, bx.FACE), bx.box(100, 100, 160, 120, bx.PLATE)
        labels = np.concatenate([face, plate])
        left = set()
        for seed in range(40):
            canvas = np.random.default_rng(seed).integers(0, 256, (200, 200, 3), dtype=np.uint8)
            before = canvas.copy()
            rest = negatives.masked(Random(seed), canvas, labels)
            left.add(len(rest))
            for box in labels:
                x0, y0, x1, y1 = box[:4].astype(int)
                same = (canvas[y0:y1, x0:x1] == before[y0:y1, x0:x1]).all()
                self.assertEqual(same, (rest[:, :4] == box[:4]).all(1).any())
        self.assertEqual({0, 1, 2}, left)

    def test_leftOut_isNeverDrawn(self):
        drawn = AssertionError("drawn all the same")
        composer = scene.Composer(self.pool, paste.PlateBank(2, seed=1), 256, distract=False)
        parts = [(negatives, "draw"), (negatives, "stamp")]
        parts += [(augment, part) for part in ("fisheye", "_night", "_rain", "_backlight")]
        with ExitStack() as stack:
            for module, part in parts:
                stack.enter_context(mock.patch.object(module, part, side_effect=drawn))
            plain = samples.Samples(composer, seed=3, weather=False)
            self.assertTrue(all(image.any() for image, _ in map(plain.__getitem__, range(40))))
        with mock.patch.object(plates, "draw", wraps=plates.draw) as draw:
            paste.PlateBank(40, seed=1, chinese=False)
        self.assertTrue({call.args[1] for call in draw.call_args_list} <= set(kinds.FOREIGN))

    def _sample(self, number: int):
        rng = Random(number)
        return augment.augmented(rng, *self.composer.compose(rng))


class Pools(unittest.TestCase):
    def test_source_notOnTheList_isNotRead(self):
        for source, count in ((None, 3), ("easypr", 3), ("openalpr", 0), ("camvid", 0)):
            with tempfile.TemporaryDirectory() as folder:
                self.assertEqual(count, len(pool.read(write_folder(Path(folder), 3, source))))

    def test_split_morePicturesLater_movesNone(self):
        with tempfile.TemporaryDirectory() as folder:
            pictures = pool.read(write_folder(Path(folder), 60))
        few, all_held = pool.split(pictures[:30])[1], pool.split(pictures)[1]
        self.assertEqual(few, [p for p in all_held if p in pictures[:30]])
        self.assertNotEqual(pool.split(pictures, seed=2)[1], all_held)

    def test_teachers_whereNoLabelIs_addSoftFacesAndIgnoredOnes(self):
        with tempfile.TemporaryDirectory() as folder:
            picture = pool.read(write_folder(Path(folder), 1))[0]
            left, top, right, bottom = picture.boxes[0, :4].tolist()
            labelled = [left + 2, top, right + 2, bottom, 0.9]
            cache = Path(folder) / "teachers.json"
            opinions = [labelled, [200, 150, 230, 190, 0.7], [100, 160, 120, 190, 0.0]]
            cache.write_text(json.dumps({str(picture.path.resolve()): opinions}))
            taught = pool.with_teachers([picture], cache)[0]
        np.testing.assert_allclose(taught.boxes[:2], picture.boxes)
        np.testing.assert_allclose(taught.boxes[2:, bx.IGNORE], [0, 1])
        self.assertAlmostEqual(0.7, float(taught.boxes[2, bx.SCORE]), 5)
        self.assertEqual([True, True, False, False], taught.dataset.tolist())

    @unittest.skipUnless(SHARED.exists(), "shared/vision is absent")
    def test_sharedPool_split_isDisjointAndLargeEnough(self):
        learned, held = pool.split(pool.read(SHARED))
        sides = [{(p.source, p.group) for p in side} for side in (learned, held)]
        self.assertFalse(sides[0] & sides[1])
        self.assertLessEqual({p.source for p in learned + held}, pool.allowed_sources())
        counts = [0, 0]
        for picture in held:
            clear = picture.boxes[picture.dataset & (picture.boxes[:, bx.IGNORE] == 0)]
            for kind in (bx.FACE, bx.PLATE):
                counts[kind] += int((clear[:, bx.KIND] == kind).sum())
        self.assertGreaterEqual(counts[bx.FACE], 200)
        self.assertGreaterEqual(counts[bx.PLATE], 100)


class Scores(unittest.TestCase):
    def test_wilsonInterval_knownValues_match(self):
        low, high = score.Rate(90, 100).interval()
        self.assertAlmostEqual(0.8256, low, 3)
        self.assertAlmostEqual(0.9448, high, 3)

    def test_coverage_twoHalves_isTheirUnion(self):
        halves = np.float32([[0, 0, 50, 100], [25, 0, 75, 100]])
        self.assertAlmostEqual(0.75, score.coverage(np.float32([0, 0, 100, 100]), halves))

    def test_figures_halfCoveredAndStrayMasks_countByTheStandard(self):
        truth = np.concatenate([
            bx.box(0, 0, 100, 100, bx.FACE), bx.box(200, 0, 240, 40, bx.FACE, ignore=True)])
        masks = [[0, 0, 100, 45], [205, 5, 230, 30], [300, 300, 340, 340]]
        found = np.float32([[*mask, bx.FACE, 0.9] for mask in masks])
        figures = score.Figures()
        score._score(figures, found, truth, bx.FACE)
        # 45 px grown by 10 % at each end reach 49.5 px: rounded to a 64th, half.
        self.assertEqual((1, 1), (figures.detection.good, figures.detection.of))
        self.assertEqual((1, 3), (figures.false_masks.good, figures.false_masks.of))

    def test_doubles_ofOneClass_leaveTheBest(self):
        rows = np.float32([[0, 0, 10, 10, 0, 0.6], [1, 0, 11, 10, 0, 0.9], [0, 0, 10, 10, 1, 0.5]])
        kept = score.without_doubles(rows)
        np.testing.assert_allclose([0.9, 0.5], kept[:, 5])


if __name__ == "__main__":
    unittest.main()
