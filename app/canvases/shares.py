"""Time cut by weight: how the minutes of a day fall to its canvases, and those of a step to its phases."""

from collections.abc import Sequence


def share_out(whole: int, weights: Sequence[int]) -> list[int]:
    """Cut `whole` into parts by weight, by largest remainder; they sum to `whole` exactly and none is below 1.

    There must be no more weights than there are units to share, and each above 0.
    """
    small: set[int] = set()
    while True:
        rest, weight = whole - len(small), sum(each for at, each in enumerate(weights) if at not in small)
        smaller = {at for at, each in enumerate(weights) if at not in small and rest * each < weight}
        if not smaller:
            break
        small |= smaller
    parts = [1 if at in small else rest * each // weight for at, each in enumerate(weights)]
    by_remainder = sorted(set(range(len(weights))) - small, key=lambda at: (-(rest * weights[at] % weight), at))
    for at in by_remainder[: whole - sum(parts)]:
        parts[at] += 1
    return parts
