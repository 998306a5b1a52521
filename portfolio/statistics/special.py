"""The distributions the methods need. scipy.special is imported on first use: it costs most of a second."""

from statistics import NormalDist

_NORMAL = NormalDist()


def normal_quantile(p: float) -> float:
    """z_p: the value a standard normal stays below with probability p."""
    return _NORMAL.inv_cdf(p)


def normal_probability(x: float) -> float:
    """The probability that a standard normal stays below x."""
    return _NORMAL.cdf(x)


def t_quantile(p: float, df: float) -> float:
    """t_{p,df}: Student's quantile. df may be a fraction and counts as 1 when below it."""
    from scipy.special import stdtrit

    return float(stdtrit(max(df, 1.0), p))


def beta_quantile(p: float, a: float, b: float) -> float:
    """B_p(a, b): the quantile of the beta distribution."""
    from scipy.special import betaincinv

    return float(betaincinv(a, b, p))
