"""Every permission the reader can use, in one table. docs/permissions.md is written from it.

    python -m graph.permissions > docs/permissions.md

All are application permissions, each the least that Graph's permission reference names for its endpoint. Nothing is
needed to start with: what is not granted switches off its own row, and a reader then answers `MissingPermission`.
"""

import sys
from collections.abc import Collection
from dataclasses import dataclass

from portfolio.grants import PERMISSION
from portfolio.observations import SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A permission, the feature that is off without it, what is read with it, and what else has to be done. `instead`: any
    of these carries it too."""

    permission: str
    feature: str
    reads: str
    how: str = "Admin consent."
    instead: tuple[str, ...] = ()

    def given(self, granted: Collection[str]) -> bool:
        """Whether what was granted is enough for it."""
        return self.permission in granted or any(other in granted for other in self.instead)


LISTS = Need(
    permission=PERMISSION[SourceKind.LIST], feature="list_source", reads="Items and columns of one SharePoint list",
    how="Admin consent, then a grant with role read on that list (POST /sites/{site}/lists/{list}/permissions).",
    instead=("Sites.Selected", "Sites.Read.All", "Sites.ReadWrite.All"),
)  # fmt: skip
FILES = Need(
    permission=PERMISSION[SourceKind.CSV], feature="file_source",
    reads="One CSV or .xlsx file in a document library, downloaded",
    how="Admin consent, then a grant with role read on that file or folder (POST /drives/{drive}/items/{item}/permissions).",
    instead=("Sites.Selected", "Files.Read.All", "Sites.Read.All", "Files.ReadWrite.All", "Sites.ReadWrite.All"),
)  # fmt: skip
USAGE = Need(
    permission="Reports.Read.All", feature="usage_reports",
    reads="Usage reports of Copilot, Teams, Outlook, SharePoint, OneDrive and the Microsoft 365 apps (global cloud only)",
)  # fmt: skip
COHORT = Need(
    permission="GroupMember.ReadBasic.All", feature="cohort", reads="Who belongs to a pilot's group",
    instead=("GroupMember.Read.All", "Group.Read.All", "Directory.Read.All"),
)
NAMES = Need(
    permission="User.ReadBasic.All", feature="cohort_names",
    reads="Names of a group's members; without it a cohort cannot be joined to usage",
    instead=("User.Read.All", "Directory.Read.All"),
)  # fmt: skip
LICENCES = Need(
    permission="LicenseAssignment.Read.All", feature="licences",
    reads="Which plans are Copilot's, and who of a group has one; without it those in the usage report count as licensed",
    instead=("Organization.Read.All", "Directory.Read.All"),
)
USERS = Need(
    permission="User.Read.All", feature="user_state", reads="Whether an account is in use, a guest’s, or gone",
    instead=("User.ReadWrite.All", "Directory.Read.All"),
)
MAILBOX = Need(
    permission="MailboxSettings.Read", feature="mailbox",
    reads="A person’s time zone, working hours and automatic replies, and whether a mailbox is shared (no mail is read)",
    instead=("MailboxSettings.ReadWrite",),
)  # fmt: skip

NEEDS = (LISTS, FILES, USAGE, COHORT, NAMES, LICENCES, USERS, MAILBOX)


def page() -> str:
    """docs/permissions.md, whole."""
    rows = "\n".join(f"| `{one.permission}` | `{one.feature}` | {one.reads} | {one.how} |" for one in NEEDS)
    return f"""# Microsoft Graph permissions

Written by `python -m graph.permissions`; a test holds the two together. All are application permissions. Pilothouse
reads and never writes. Each row can be left out: its feature is then off, and says so where its number would stand.

| Permission | Feature | What is read | What an admin does |
| --- | --- | --- | --- |
{rows}

`Sites.Selected` (a grant on the whole site) works in place of the two `SelectedOperations` permissions.
`Sites.Read.All` works too and is more than is needed.
The Excel workbook API is not used: it does not support application permissions, so an .xlsx file is downloaded and read.
"""


if __name__ == "__main__":
    sys.stdout.write(page())
