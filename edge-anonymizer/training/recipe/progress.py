"""How far a run is: the clock, the rate of learning, and the lines it prints."""

import math
import time

import torch

from .loss import Loss

WARM_UP_STEPS = 300
LEAST_RATE_SHARE = 0.01
STEPS_PER_LINE = 100


def schedule(step_number: int, progress: float) -> float:
    """Returns the share of the highest rate: warm-up by steps, then a cosine by progress."""
    cosine = 0.5 * (1 + math.cos(math.pi * min(progress, 1.0)))
    warm = min(1.0, (step_number + 1) / WARM_UP_STEPS)
    return warm * (LEAST_RATE_SHARE + (1 - LEAST_RATE_SHARE) * cosine)


class Clock:
    """How much of the run is over, by steps or, if asked for, by the clock."""

    def __init__(self, steps: int | None, minutes: float | None, first_step: int):
        self.steps, self.minutes, self.first_step = steps, minutes, first_step
        self.started = time.monotonic()

    def progress(self, step_number: int) -> float:
        if self.steps is not None:
            return step_number / self.steps
        return (time.monotonic() - self.started) / (60 * self.minutes)


class Log:
    """One line for every 100 steps."""

    def __init__(self, batch: int):
        self.batch, self.sums, self.count = batch, None, 0
        self.since = time.monotonic()

    def add(self, result: Loss, step_number: int, rate: float) -> None:
        parts = torch.stack((result.score, result.box, result.targets))
        self.sums = parts if self.sums is None else self.sums + parts
        self.count += 1
        if step_number % STEPS_PER_LINE:
            return
        score, box, targets = (self.sums / self.count).tolist()
        speed = self.count * self.batch / (time.monotonic() - self.since)
        print(
            f"step {step_number} score {score:.3f} box {box:.3f} "
            f"targets {targets / self.batch:.1f}/picture rate {rate:.5f} {speed:.0f} pictures/s",
            flush=True,
        )
        self.sums, self.count, self.since = None, 0, time.monotonic()
