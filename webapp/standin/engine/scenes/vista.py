"""The one-point perspective of a street."""

from dataclasses import dataclass

EYE = 0.62
HALF_WIDE = 1.25


@dataclass(frozen=True)
class Vista:
    """A view down a street: horizon row, vanishing column and focal length in px. Lengths are free."""

    horizon: float
    middle: float
    focal: float

    def at(self, x: float, height: float, z: float) -> tuple[float, float]:
        """Where a point `x` to the right, `height` over the ground and `z` away is seen, in px."""
        return self.middle + x * self.focal / z, self.horizon - (height - EYE) * self.focal / z
