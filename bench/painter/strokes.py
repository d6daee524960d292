"""The scripted strokes, as fractions of the displayed picture: the same for every painter."""

import math

STROKES, MOVES, HZ = 10, 120, 120

Line = list[tuple[float, float]]


def strokes(count: int = STROKES, moves: int = MOVES) -> list[Line]:
    """`count` wavy lines from left to right, one to a row, each of `moves` pointer moves (1 s at `HZ`)."""
    return [
        [
            (0.08 + 0.84 * i / moves, (row + 0.5) / count + 0.03 * math.sin(6 * math.pi * i / moves + row))
            for i in range(moves + 1)
        ]
        for row in range(count)
    ]
