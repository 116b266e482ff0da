import copy
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from recipe import boxes as bx
from recipe import (
    cache, descriptor, detectors, eight_bits, export, paste, pool, progress, runtime, samples, scene, start, team,
    train,
)
from recipe.assign import assign
from recipe.grid import decoded, grid
from recipe.loss import loss
from recipe.network import CHANNELS, SHAPES, STRIDES, StreetNet, fuse

from .pictures import write_folder

SIZE = 96
MODELS = Path(__file__).parents[2] / "src" / "main" / "resources" / "models"
DEVICE = torch.device("cpu")


def objects(*rows_of_boxes) -> torch.Tensor:
    """Rows as `samples.together` makes them: (number of the picture, box) each."""
    numbered = [np.concatenate([[[picture]], box], 1) for picture, box in rows_of_boxes]
    return torch.from_numpy(np.concatenate(numbered).astype(np.float32))


def perfect_boxes(cells, *boxes) -> torch.Tensor:
    """Every cell says the box whose middle is nearest."""
    corners = torch.tensor(np.concatenate(boxes)[:, :4])
    middle = (corners[:, :2] + corners[:, 2:]) / 2
    return corners[torch.cdist(cells.centres, middle).argmin(1)][None]


def maps(numbers: torch.Tensor, height: int, width: int) -> list[torch.Tensor]:
    """The outputs of a network that says these numbers, cell by cell."""
    parts = numbers.split([height * width // s // s for s in STRIDES], 1)
    return [
        part.permute(0, 2, 1).unflatten(2, (height // s, width // s)).contiguous()
        for part, s in zip(parts, STRIDES)
    ]


class Assignment(unittest.TestCase):
    def setUp(self):
        torch.set_num_threads(1)
        self.cells = grid(SIZE, SIZE, DEVICE)
        self.scores = torch.full((1, len(self.cells.strides), 2), 0.1)

    def test_oneObject_bestCell_isAskedForItsOverlap(self):
        face = bx.box(20, 20, 60, 60, bx.FACE)
        boxes = perfect_boxes(self.cells, face)
        targets = assign(self.scores, boxes, objects((0, face)), self.cells)
        self.assertAlmostEqual(1.0, float(targets.scores[0, :, bx.FACE].max()), 4)
        self.assertEqual(0.0, float(targets.scores[0, :, bx.PLATE].sum()))
        self.assertEqual(9, len(targets.cell))
        inside = self.cells.centres[targets.cell]
        self.assertTrue(((inside > 20) & (inside < 60)).all())

    def test_teachersObject_target_isItsConfidence(self):
        face = bx.box(20, 20, 60, 60, bx.FACE, score=0.6)
        boxes = perfect_boxes(self.cells, face)
        targets = assign(self.scores, boxes, objects((0, face)), self.cells)
        self.assertAlmostEqual(0.6, float(targets.scores.max()), 4)

    def test_ignoredFace_silences_onlyFacesInsideIt(self):
        ignored = objects((0, bx.box(30, 30, 60, 60, bx.FACE, ignore=True)))
        boxes = torch.zeros(1, len(self.cells.strides), 4)
        targets = assign(self.scores, boxes, ignored, self.cells)
        inside = ((self.cells.centres > 28) & (self.cells.centres < 62)).all(1)
        self.assertTrue((targets.weights[0, :, bx.FACE] == (~inside).float()).all())
        self.assertTrue((targets.weights[0, :, bx.PLATE] == 1).all())
        self.assertEqual(0.0, float(targets.scores.sum()))

    def test_clearFaceInsideAnIgnored_itsCells_speak(self):
        clear = bx.box(36, 36, 60, 60, bx.FACE)
        both = objects((0, bx.box(30, 30, 66, 66, bx.FACE, ignore=True)), (0, clear))
        targets = assign(self.scores, perfect_boxes(self.cells, clear), both, self.cells)
        self.assertTrue((targets.weights[0, targets.cell, bx.FACE] == 1).all())

    def test_twoObjects_noCell_answersForBoth(self):
        near, far = bx.box(10, 10, 50, 50, bx.FACE), bx.box(30, 30, 70, 70, bx.PLATE)
        boxes = perfect_boxes(self.cells, near, far)
        targets = assign(self.scores, boxes, objects((0, near), (0, far)), self.cells)
        self.assertEqual(len(targets.cell), len(set(targets.cell.tolist())))
        self.assertEqual({10.0, 30.0}, set(targets.box[:, 0].tolist()))

    def test_objectSmallerThanACell_hasACell(self):
        tiny = bx.box(40, 41, 44, 45, bx.PLATE)
        boxes = torch.zeros(1, len(self.cells.strides), 4)
        targets = assign(self.scores, boxes, objects((0, tiny)), self.cells)
        self.assertGreaterEqual(len(targets.cell), 1)
        self.assertAlmostEqual(0.2, float(targets.scores.max()), 4)

    def test_batch_eachPicture_isAssignedAsIfAlone(self):
        random = torch.Generator().manual_seed(1)
        scores = torch.rand(3, len(self.cells.strides), 2, generator=random)
        numbers = torch.randn(3, len(self.cells.strides), CHANNELS, generator=random)
        boxes = decoded(numbers, self.cells)
        truth = [bx.box(10, 10, 60, 50, 0), bx.box(30, 5, 90, 30, 1)]
        truth.append(bx.box(50, 50, 90, 90, 0, ignore=True))
        together = assign(scores, boxes, objects(*enumerate(truth)), self.cells)
        for i, one in enumerate(truth):
            alone = assign(scores[i : i + 1], boxes[i : i + 1], objects((0, one)), self.cells)
            torch.testing.assert_close(alone.scores[0], together.scores[i])
            torch.testing.assert_close(alone.weights[0], together.weights[i])


class Losses(unittest.TestCase):
    def test_anyObjects_gradient_isFinite(self):
        truth = [
            objects((0, bx.box(10, 10, 60, 50, 0)), (1, bx.box(0, 0, 96, 96, 1))),
            objects((0, bx.box(40, 40, 42, 42, 0)), (0, bx.box(40, 40, 42, 42, 1))),
            objects((1, bx.box(10, 10, 60, 50, 0, ignore=True))),
            torch.zeros(0, 8),
        ]
        for scale in (0.1, 30.0):
            for one in truth:
                random = torch.Generator().manual_seed(2)
                outputs = [
                    (torch.randn(2, CHANNELS, SIZE // s, SIZE // s, generator=random) * scale)
                    .requires_grad_() for s in STRIDES
                ]
                loss(outputs, one, SIZE).total.backward()
                self.assertTrue(all(torch.isfinite(o.grad).all() for o in outputs))

    def test_betterAnswer_loss_isSmaller(self):
        truth = objects((0, bx.box(24, 24, 72, 72, bx.FACE)))
        cells = grid(SIZE, SIZE, DEVICE)
        good = torch.zeros(1, len(cells.strides), CHANNELS)
        good[..., 2:4] = (48 - cells.centres) / cells.strides[:, None]
        good[..., 4:] = torch.log(48 / cells.strides)[:, None]
        good[..., :2] = -6.0
        good[0, ((cells.centres - 48).abs() < 9).all(1), bx.FACE] = 3.0
        totals = [loss(maps(n, SIZE, SIZE), truth, SIZE).total for n in (good, good * 0)]
        self.assertLess(*map(float, totals))


class Networks(unittest.TestCase):
    def test_everyShape_fused_answersTheSame(self):
        for name, shape in SHAPES.items():
            torch.manual_seed(3)
            network = StreetNet(shape)
            for module in network.modules():
                if isinstance(module, torch.nn.BatchNorm2d):
                    module.running_mean.normal_(0, 0.1)
                    module.running_var.uniform_(0.5, 1.5)
                    torch.nn.init.uniform_(module.weight, 0.5, 1.5)
            network.eval()
            image = torch.rand(1, 3, 64, SIZE)
            with torch.no_grad():
                before = network(image)
                after = fuse(copy.deepcopy(network))(image)
            for stride, one, other in zip(STRIDES, before, after):
                self.assertEqual((1, CHANNELS, 64 // stride, SIZE // stride), tuple(one.shape))
                torch.testing.assert_close(one, other, rtol=1e-3, atol=1e-4, msg=name)

    def test_everyShape_branches_areFusedAway(self):
        for name, shape in SHAPES.items():
            fused = fuse(StreetNet(shape).eval())
            kinds = {type(m) for m in fused.modules()}
            self.assertNotIn(torch.nn.BatchNorm2d, kinds, name)

    def test_weights_everyShape_fitTheirLimit(self):
        limits = {"street": 4_000_000, "street-branches": 4_000_000, "check": 1_000_000, "second": 12_000_000}
        for name, limit in limits.items():
            fused = fuse(StreetNet(SHAPES[name]).eval())
            self.assertLess(4 * sum(p.numel() for p in fused.parameters()), limit * 0.97, name)


class Training(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        torch.set_num_threads(1)
        with tempfile.TemporaryDirectory() as folder:
            pictures = pool.Pool(pool.read(write_folder(Path(folder), 6)))
        composer = scene.Composer(pictures, paste.PlateBank(4, seed=1), SIZE)
        cls.samples = samples.Samples(composer, seed=5)

    def test_twoRuns_sameSeed_giveTheSameWeights(self):
        first, second = (self._run(steps=20) for _ in range(2))
        self._assert_same(first, second)

    def test_stoppedRun_resumed_givesTheWeightsOfAnUnbrokenOne(self):
        with tempfile.TemporaryDirectory() as folder:
            kept = Path(folder) / "run.pt"
            self._run(steps=10, until=5, save=kept)
            resumed = self._run(steps=10, resume=kept)
        self._assert_same(self._run(steps=10), resumed)

    def test_samples_anyCountOfWorkers_areTheSame(self):
        for workers in (1, 2):
            here, there = (samples.loader(self.samples, 3, 2, w) for w in (0, workers))
            for _, alone, by_workers in zip(range(4), here, there):
                torch.testing.assert_close(alone[0], by_workers[0])
                torch.testing.assert_close(alone[1], by_workers[1])

    def test_processes_learnFromPartsOfABatch_andTakeTheSameStep(self):
        with tempfile.TemporaryDirectory() as folder:
            team.together(2, _learn_in_a_team, self.samples, Path(folder))
            first, second = (torch.load(Path(folder) / f"{place}.pt") for place in range(2))
        for name in dict(StreetNet(SHAPES["check"]).named_parameters()):
            self.assertTrue(torch.equal(first[name], second[name]), name)
        # They have seen different pictures.
        seen = "stem.0.conv.1.running_mean"
        self.assertFalse(torch.equal(first[seen], second[seen]))

    def test_everyShape_oneStep_movesItsWeights(self):
        images, truth = next(iter(samples.loader(self.samples, 0, 2, 0)))
        for name in SHAPES:
            run = train.new_run(name, 2e-3, DEVICE)
            before = copy.deepcopy(run.network.state_dict())
            self.assertTrue(torch.isfinite(train.step(run, images, truth, 2e-3).total), name)
            moved = [not torch.equal(v, before[k]) for k, v in run.network.state_dict().items()]
            self.assertGreater(sum(moved), 0.9 * len(moved), name)

    def test_eightBits_everyShape_roundsALittle_learns_andKeepsItsNames(self):
        images, truth = next(iter(samples.loader(self.samples, 0, 2, 0)))
        for name in SHAPES:
            torch.manual_seed(9)
            run = train.new_run(name, 2e-4, DEVICE)
            pictures = train.pixels(images, DEVICE)
            plain = run.network.eval()(pictures)
            names = list(run.network.state_dict())
            eight_bits.imitate(run.network, pictures)
            rounded = run.network(pictures)
            before = copy.deepcopy(run.network.state_dict())
            train.step(run, images, truth, 2e-4)
            self.assertEqual(names, list(run.network.state_dict()), name)
            for one, other in zip(plain, rounded):
                self.assertFalse(torch.equal(one, other), name)
                self.assertLess(float((one - other).detach().abs().mean()), 0.1, name)
            moved = [not torch.equal(v, before[k]) for k, v in run.network.named_parameters()]
            self.assertGreater(sum(moved), 0.9 * len(moved), name)

    def test_schedule_warmsUpAndEndsLow(self):
        self.assertLess(progress.schedule(0, 0.0), 0.01)
        self.assertAlmostEqual(1.0, progress.schedule(progress.WARM_UP_STEPS, 0.0))
        self.assertAlmostEqual(progress.LEAST_RATE_SHARE, progress.schedule(10_000, 1.0))

    def test_cache_keepsTheLatestSamples_andGivesEachItsObjects(self):
        ring = cache.Cache(3, SIZE, DEVICE, seed=1)
        for number in range(4):
            images = torch.full((1, SIZE, SIZE, 3), 40 * number, dtype=torch.uint8)
            rows = objects(*[(0, bx.box(30, 30, 60, 60, bx.FACE))] * number) if number else (
                torch.zeros(0, 8)
            )
            ring.add(images, rows)
        self.assertEqual(4, ring.made)
        self.assertEqual([3, 1, 2], ring.counts.tolist())
        images, rows = ring.batch(16)
        self.assertEqual((16, SIZE, SIZE, 3), tuple(images.shape))
        self.assertEqual(torch.uint8, images.dtype)
        counts = torch.bincount(rows[:, 0].long(), minlength=16)
        self.assertTrue(set(counts.tolist()) <= {1, 2, 3})

    def test_cache_pictureOfTooManyObjects_isNotKept(self):
        ring = cache.Cache(3, SIZE, DEVICE, seed=1)
        many = objects(*[(1, bx.box(30, 30, 60, 60, bx.FACE))] * (cache.MOST_OBJECTS + 1))
        ring.add(torch.zeros(2, SIZE, SIZE, 3, dtype=torch.uint8), many)
        self.assertEqual(1, ring.made)

    def test_cache_nothingIsMadeAnyMore_learningStopsWithTheReason(self):
        def broken():
            yield torch.zeros(1, SIZE, SIZE, 3, dtype=torch.uint8), torch.zeros(0, 8)
            raise ValueError("no picture")

        ring = cache.Cache(8, SIZE, DEVICE, seed=1)
        with self.assertRaisesRegex(ValueError, "no picture"):
            next(cache.reused(ring, broken(), 2))

    def _run(self, steps: int, until: int | None = None, save=None, resume=None):
        torch.manual_seed(9)
        run = train.new_run("street", 2e-3, DEVICE)
        if resume:
            run.load(resume)
        for images, truth in samples.loader(self.samples, run.step, 2, 0):
            if run.step >= (until or steps):
                break
            train.step(run, images, truth, 2e-3 * progress.schedule(run.step, run.step / steps))
        if save:
            run.save(save)
        return run

    def _assert_same(self, first, second):
        for one, other in ((first.network, second.network), (first.average, second.average)):
            for name, value in one.state_dict().items():
                self.assertTrue(torch.equal(value, other.state_dict()[name]), name)


def _learn_in_a_team(members: team.Team, pictures, folder: Path) -> None:
    torch.manual_seed(9)
    run = train.new_run("check", 2e-3, DEVICE)
    for images, truth in samples.loader(pictures, 0, 4, 0, team=members):
        train.step(run, images, truth, 2e-3, team=members)
        if members.agree(run.step) == 2:
            break
    torch.save(run.network.state_dict(), folder / f"{members.place}.pt")


class Exports(unittest.TestCase):
    def test_exportedNetwork_answersAsPyTorch(self):
        for name in ("street", "check"):
            network = fuse(self._trained(name))
            with tempfile.TemporaryDirectory() as folder:
                target = Path(folder) / "street.onnx"
                export.write_onnx(network, target)
                self.assertLess(export.largest_difference(network, target, 64, 96), export.PARITY)

    def test_releasedModel_trainingBegins_withItsAnswers(self):
        for name in ("street", "check"):
            network, pictures = self._trained(name), torch.rand(4, 3, 64, 96)
            fresh = StreetNet(SHAPES[name])
            with tempfile.TemporaryDirectory() as folder:
                target = Path(folder) / "street.onnx"
                export.write_onnx(fuse(copy.deepcopy(network)), target)
                start.load(fresh, SHAPES[name], target, pictures)
            with torch.no_grad():
                for training in (False, True):
                    for one, other in zip(network(pictures), fresh.train(training)(pictures)):
                        torch.testing.assert_close(one, other, rtol=1e-2, atol=1e-3)

    def test_brokenFile_trainingDoesNotBegin(self):
        with tempfile.TemporaryDirectory() as folder:
            broken = Path(folder) / "street.onnx"
            for content in (b"", b"\x3a", b"\x3a\x05\x2a\xff", b"no model", b"\xff" * 40):
                broken.write_bytes(content)
                with self.assertRaises(ValueError):
                    start.load(StreetNet(SHAPES["street"]), SHAPES["street"], broken, None)

    def _trained(self, name: str) -> StreetNet:
        """Untrained biases are all equal, and the exporter would write them once for all."""
        torch.manual_seed(4)
        network = StreetNet(SHAPES[name]).eval()
        for parameter in network.parameters():
            parameter.data += 0.01 * torch.randn_like(parameter)
        return network

    def test_knownPicture_shippedModel_givesTheAnswerOfItsDescriptor(self):
        text = (MODELS / "street-v3.yaml").read_text()
        listed = text.split("knownAnswer:")[1].split("]")[0].strip(" \n[").split(",")
        run = runtime.onnx(MODELS / "street-v3.onnx")
        found = descriptor.known_answer(run(descriptor.known_picture()))
        np.testing.assert_allclose([float(v) for v in listed], found, atol=1e-4)

    def test_descriptor_hasTheFieldsOfTheShippedOne(self):
        model = MODELS / "street-v3.onnx"
        text = descriptor.descriptor(model, (0.45, 0.5), [float(i) for i in range(18)])

        def fields(yaml: str) -> list[str]:
            lines = [line for line in yaml.splitlines() if ":" in line and line[0].isalpha()]
            return [line.split(":")[0] for line in lines]

        shipped = (MODELS / "street-v3.yaml").read_text()
        self.assertEqual(fields(shipped), fields(text))
        self.assertIn(shipped.split("sha256: ")[1].split()[0], text)

    def test_streetDetector_cellsOfOneObject_giveOneBoxInThePicturesPixels(self):
        cells = grid(64, 96, DEVICE)
        numbers = torch.zeros(1, len(cells.strides), CHANNELS)
        middle = torch.tensor([52.0, 28.0])
        best = ((cells.centres - middle).abs() < 1).all(1) & (cells.strides == 8)
        numbers[0, best, bx.PLATE] = 0.9
        numbers[0, best, 4] = np.log(4)
        outputs = [o.numpy() for o in maps(numbers, 64, 96)]
        detect = detectors.street(lambda _: outputs, 96, (0.45, 0.5))
        found = detect(np.zeros((64, 96, 3), np.uint8))
        np.testing.assert_allclose([[36, 24, 68, 32, bx.PLATE, 0.9]], found, rtol=1e-5)


if __name__ == "__main__":
    unittest.main()
