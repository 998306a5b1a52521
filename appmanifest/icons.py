"""The app's icons, drawn by arithmetic: a helm wheel whose king spoke is marked.

The king spoke is the one that points up when the rudder is straight.

What Teams wants (https://learn.microsoft.com/microsoftteams/platform/concepts/design/design-teams-app-icon-store-appbar):
a 192 x 192 full square without border or rounded corners, its logo inside the centre (96 x 96 is the strictest text);
a 32 x 32 outline, pure white on a transparent background; and for the other Microsoft 365 apps a 32 x 32 in colour on
a transparent background.

Only sums, products and square roots are used. IEEE 754 rounds those the same way everywhere, so the pixels are the
same on every machine.
"""

import math
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from cards.png import encode_rgba

ACCENT = "#5B5FC7"  # also the manifest's accentColor
COLOR_SIDE, OUTLINE_SIDE = 192, 32

Rgb: TypeAlias = tuple[int, int, int]

_ACCENT: Rgb = (0x5B, 0x5F, 0xC7)
_WHITE: Rgb = (255, 255, 255)
_AMBER: Rgb = (0xFF, 0xC8, 0x3D)
_DIAGONAL = math.sqrt(0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wheel:
    """Measures of a helm wheel around the origin, in pixels."""

    rim: float  # radius of the rim's middle line
    rim_half: float  # half the rim's width
    hub: float
    hub_hole: float
    spoke_half: float
    grip_from: float
    grip_to: float  # a grip's round end lies `grip_half` beyond
    grip_half: float

    def distance(self, x: float, y: float) -> float:
        """How far (x, y) is outside the wheel; negative inside. The eight spokes fold into one octant."""
        from_centre = math.sqrt(x * x + y * y)
        along, across = max(abs(x), abs(y)), min(abs(x), abs(y))
        slant_along, slant_across = (along + across) * _DIAGONAL, (along - across) * _DIAGONAL
        inside = min(from_centre - self.hub, self._spoke(along, across), self._spoke(slant_along, slant_across))
        return min(abs(from_centre - self.rim) - self.rim_half, max(inside, self.hub_hole - from_centre))

    def king_grip(self, x: float, y: float) -> float:
        """How far (x, y) is outside the grip that points up (y grows downwards)."""
        return _rod(-y, x, self.grip_from, self.grip_to, self.grip_half)

    def _spoke(self, along: float, across: float) -> float:
        return min(
            _rod(along, across, 0, self.grip_from, self.spoke_half),
            _rod(along, across, self.grip_from, self.grip_to, self.grip_half),
        )


def _rod(along: float, across: float, start: float, end: float, half: float) -> float:
    """Distance to a rod with round ends that lies on the first axis from `start` to `end`."""
    beside = along - min(max(along, start), end)
    return math.sqrt(beside * beside + across * across) - half


_LARGE = _Wheel(rim=26, rim_half=4, hub=9, hub_hole=3.5, spoke_half=2.25, grip_from=37, grip_to=43.5, grip_half=4.25)
_SMALL = _Wheel(rim=8.5, rim_half=1.1, hub=2.6, hub_hole=0, spoke_half=0.75, grip_from=12.4, grip_to=13.6, grip_half=1.5)


@cache
def color_icon() -> bytes:
    """The 192 x 192 icon of the store and the fly-outs: fully opaque, PNG bytes."""
    return _paint(COLOR_SIDE, _LARGE, ink=_WHITE, king=_AMBER, ground=_ACCENT)


@cache
def outline_icon() -> bytes:
    """The 32 x 32 icon of the app bar: white on transparent, PNG bytes."""
    return _paint(OUTLINE_SIDE, _SMALL, ink=_WHITE, king=_WHITE, ground=None)


@cache
def color32_icon() -> bytes:
    """The 32 x 32 icon of Outlook and Microsoft 365: the accent colour on transparent, PNG bytes."""
    return _paint(OUTLINE_SIDE, _SMALL, ink=_ACCENT, king=_ACCENT, ground=None)


def _paint(side: int, wheel: _Wheel, *, ink: Rgb, king: Rgb, ground: Rgb | None) -> bytes:
    middle = side / 2
    rows = []
    for row in range(side):
        line = bytearray()
        for column in range(side):
            x, y = column + 0.5 - middle, row + 0.5 - middle
            cover = _cover(wheel.distance(x, y))
            colour = _mix(ink, king, _cover(wheel.king_grip(x, y)))
            if ground is None:
                # A pixel nobody sees keeps the ink's colour: "only white" then holds for every pixel, seen or not.
                line += bytes((*colour, round(255 * cover)))
            else:
                line += bytes((*_mix(ground, colour, cover), 255))
        rows.append(bytes(line))
    return encode_rgba(side, side, rows)


def _cover(distance: float) -> float:
    """Share of a pixel that a shape covers, from the distance of the pixel's centre to its edge."""
    return min(max(0.5 - distance, 0.0), 1.0)


def _mix(below: Rgb, above: Rgb, share: float) -> Rgb:
    red, green, blue = (round(b + (a - b) * share) for b, a in zip(below, above, strict=True))
    return red, green, blue
