import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from recipe import kinds, reader, runtime
from recipe.reader_samples import HEIGHT_PX, WIDTH_PX, DrawnPlates, together


class Readers(unittest.TestCase):
    def setUp(self):
        torch.set_num_threads(1)
        torch.manual_seed(1)

    def test_drawnPlates_sameNumber_areTheSame(self):
        first, second = DrawnPlates(1)[5], DrawnPlates(1)[5]
        np.testing.assert_array_equal(first[0], second[0])
        self.assertEqual(first[1:], second[1:])
        self.assertEqual((HEIGHT_PX, WIDTH_PX), first[0].shape)

    def test_drawnPlates_someCovered_sayNothing(self):
        lines = [DrawnPlates(1)[number][1:] for number in range(60)]
        empty = sum(line == ("", "") for line in lines)
        self.assertTrue(1 <= empty <= 15, empty)
        self.assertTrue(all(lower for upper, lower in lines if upper))

    def test_texts_repeatsAndGaps_areMerged(self):
        line = [0, 3, 3, 0, 3, 5, 0]
        answers = torch.nn.functional.one_hot(torch.tensor([[[0] * 7, line]]), reader.CLASSES)
        expected = "".join(kinds.ALPHABET[c - 1] for c in (3, 3, 5))
        self.assertEqual([expected], reader.texts(answers))

    def test_fewPlates_learnedByHeart_lossFalls(self):
        pictures, classes, lengths = together([DrawnPlates(1)[n] for n in range(4)])
        network = reader.Reader()
        optimizer = torch.optim.AdamW(network.parameters(), 3e-3)
        losses = []
        for _ in range(25):
            loss = reader.loss(network(pictures.float() / 255), classes, lengths)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(float(loss))
        self.assertTrue(np.isfinite(losses).all())
        self.assertLess(losses[-1], losses[0] / 2)

    def test_exportedReader_answersAsPyTorch(self):
        network = reader.Reader().eval()
        for parameter in network.parameters():
            parameter.data += 0.01 * torch.randn_like(parameter)
        random = np.random.Generator(np.random.PCG64(1))
        picture = random.random((1, 1, HEIGHT_PX, WIDTH_PX), np.float32)
        with torch.no_grad():
            expected = network(torch.from_numpy(picture)).numpy()
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "reader.onnx"
            reader.write_onnx(network, target)
            found = runtime.onnx(target)(picture)[0]
        np.testing.assert_allclose(expected, found, atol=1e-3)


if __name__ == "__main__":
    unittest.main()
