"""Use as cards are tried with it: healthy, fading, resting on few, small, concealed, and early."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from portfolio.adoption import Adoption, Figure, Hidden
from portfolio.statistics.fade import Fade
from portfolio.usage import Product


def many(value: int | str) -> Figure:
    return Figure(value=Decimal(value))


def no(hidden: Hidden) -> Figure:
    return Figure(hidden=hidden)


HEALTHY = Adoption(
    product=Product.COPILOT, group="Proposal team", on=date(2026, 11, 22), provisional_from=date(2026, 11, 20),
    read_at=datetime(2026, 11, 24, 6, 0, tzinfo=UTC), concealed=False, missing=(), eligible=many(40), active=many(26),
    habitual=no(Hidden.TOO_CLOSE), days_a_week=many("2.9"), effective=many("21.4"), hero=False, fade=Fade.NONE,
    falling_since=None, weeks=18, tenant=many(130), tenant_active=many(92),
)
FADING = replace(
    HEALTHY, active=many(14), effective=many("9.8"), fade=Fade.RED, falling_since=date(2026, 10, 5), habitual=no(Hidden.FEW),
)
AMBER = replace(HEALTHY, fade=Fade.AMBER, falling_since=date(2026, 11, 2))
HERO = replace(HEALTHY, effective=many("1.6"), hero=True)
HERO_OF_ALL = replace(HERO, active=no(Hidden.NEARLY_ALL))
COUNTED = replace(
    HEALTHY, activated=no(Hidden.TOO_CLOSE), weekly=many(15), by_directory=True, agrees=True,
)
DIFFERS = replace(COUNTED, activated=many(40), weekly=no(Hidden.FEW), agrees=False)
SMALL = replace(
    HEALTHY, eligible=no(Hidden.FEW), active=no(Hidden.FEW), habitual=no(Hidden.FEW), days_a_week=no(Hidden.FEW),
    effective=no(Hidden.FEW), hero=None, fade=None, weeks=0,
)
FEW = replace(SMALL, eligible=many(38), habitual=no(Hidden.TOO_EARLY), weeks=4)
CONCEALED = replace(SMALL, concealed=True)
CONCEALED_SMALL = replace(CONCEALED, tenant=no(Hidden.FEW), tenant_active=no(Hidden.FEW))
V1 = replace(
    HEALTHY, group="[Sales *EMEA*](https://evil.example)", missing=("active_days", "prompts"), hero=None,
    effective=no(Hidden.NO_COUNTS), days_a_week=no(Hidden.TOO_EARLY), fade=None, weeks=7,
)
EVERY = {
    "healthy": HEALTHY, "fading": FADING, "amber": AMBER, "hero": HERO, "hero_of_all": HERO_OF_ALL, "small": SMALL,
    "few": FEW, "counted": COUNTED, "differs": DIFFERS, "concealed": CONCEALED, "concealed_small": CONCEALED_SMALL, "v1": V1,
}
