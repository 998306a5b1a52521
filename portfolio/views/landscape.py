"""What the tenant already tells of a workflow: the sources and groups an admin enabled for it, and nothing else (E3)."""

from dataclasses import dataclass
from datetime import date

from portfolio.adoption import Figure
from portfolio.granted import Granted
from portfolio.usage import Product
from portfolio.views.sources import SourceLine


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """How many people of a group have a licence (R13), as of a day; by the directory, or by who is in the usage report."""

    group: str
    product: Product
    people: Figure
    by_directory: bool
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Landscape:
    """`initiatives` is how many belong to the workflow; with none nothing of the tenant can be enabled for it. `more`
    sources are left out. `granted` None: nobody has looked which permissions the app has."""

    workflow: str
    name: str
    on: date
    initiatives: int
    sources: tuple[SourceLine, ...]
    more: int
    groups: tuple[GroupLine, ...]
    granted: Granted | None
