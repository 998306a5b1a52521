"""What the app may read in the tenant: looked at once a day, and shown to an admin (M14, R23)."""

from datetime import datetime

from portfolio.calendar import local_date
from portfolio.company import Company
from portfolio.granted import Granted
from store import Tx, ledger, settings
from store.values import dump, load


def due(tx: Tx, company: Company, now: datetime) -> bool:
    """Whether nobody has looked today."""
    known = latest(tx)
    return known is None or local_date(known.at, company.zone) < local_date(now, company.zone)


def record(tx: Tx, found: Granted) -> bool:
    """What a look found. Whether that is news."""
    before = latest(tx)
    settings.put(tx, settings.GRANTED, dump(found))
    off = [one.permission for one in found.off]
    same = before is not None and [one.permission for one in before.off] == off
    if found.failure is not None or same:
        return False
    ledger.note(tx, at=found.at, actor=None, action="source:permissions:changed", subject="graph", data={"missing": off})
    return True


def latest(tx: Tx) -> Granted | None:
    """What is known; None while nobody has looked."""
    said = settings.get(tx, settings.GRANTED)
    return None if said is None else load(said, Granted)
