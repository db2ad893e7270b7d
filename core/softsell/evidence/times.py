"""Moments and stretches of time, as people write them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

DAY: Final = 86_400
"""Seconds."""


def wall_time(seconds: float, zone: int) -> str:
    """The time of day at this moment (seconds since the epoch) where clocks are `zone` minutes east of UTC."""
    minutes = int(seconds // 60 + zone) % 1440
    return f"{minutes // 60:02}:{minutes % 60:02}"


def local_day(seconds: float, zone: int) -> date:
    """The day at this moment (seconds since the epoch) where clocks are `zone` minutes east of UTC."""
    return date(1970, 1, 1) + timedelta(days=(seconds + 60 * zone) // DAY)


def as_clock(seconds: float) -> str:
    """Seconds as a clock shows them: 0:45, 15:00, 2:14:09."""
    whole = round(seconds)
    if whole < 3600:
        return f"{whole // 60}:{whole % 60:02}"
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
