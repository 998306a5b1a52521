"""Did it work? Estimates with intervals, and the verdict of DOMAIN.md, for small and messy before/after data.

Pure functions of frozen values; nothing draws random numbers and no order of rows matters, so the same data always give
the same verdict. numpy and scipy.special are imported on first use only: importing this package costs nothing.

Everything is computed with floats on an oriented scale on which lower is better (common.Goal); ratios are on the log
scale. `printed` in estimates turns that back into the relative change of the raw value that people read.

A verdict in one call: judge_durations, judge_shares, judge_counts, judge_series (each in the module of its name).
"""

METHOD_VERSION = 2
"""Raised whenever the same data could give another number. It is stored and printed with every verdict."""
