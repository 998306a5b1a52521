"""The usage reports and library files of the sample tenant, as the bytes that would be downloaded.

Headers are those of Graph's documentation (v1 CSV examples; the v2 list of columns is prose there, its spelling and order
are not shown). Real files begin with a byte order mark.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import timedelta
from hashlib import md5

from graph.sample_tenant.manners import Manners
from graph.sample_tenant.model import PILOTS, Case, Model, Person, Pilot

_APPS = ("Copilot Chat", "Microsoft Teams Copilot", "Word Copilot", "Excel Copilot", "PowerPoint Copilot", "Outlook Copilot",
         "OneNote Copilot", "Loop Copilot")  # fmt: skip
COPILOT_V1 = ("Report Refresh Date", "User Principal Name", "Display Name", "Last Activity Date",
              *(f"{app} Last Activity Date" for app in _APPS), "Report Period")  # fmt: skip
COPILOT_V2 = (*COPILOT_V1, "Prompts submitted for all apps", "Prompts submitted for Copilot Chat (work)",
              "Prompts submitted for Copilot Chat (web)", "Active Usage Days for all apps",
              "Copilot Agent Last Activity Date")  # fmt: skip
TEAMS = ("Report Refresh Date", "User Id", "User Principal Name", "Last Activity Date", "Is Deleted",
         "Team Chat Message Count", "Private Chat Message Count", "Call Count", "Meeting Count",
         "Report Period")  # fmt: skip
EMAIL = ("Report Refresh Date", "User Principal Name", "Display Name", "Is Deleted", "Deleted Date", "Last Activity Date",
         "Send Count", "Receive Count", "Read Count", "Meeting Created Count", "Meeting Interacted Count",
         "Assigned Products", "Report Period")  # fmt: skip
FILES = ("Report Refresh Date", "User Principal Name", "Is Deleted", "Deleted Date", "Last Activity Date",
         "Viewed Or Edited File Count", "Synced File Count", "Shared Internally File Count", "Shared Externally File Count",
         "Assigned Products", "Report Period")  # fmt: skip
APPS = ("Report Refresh Date", "User Principal Name", "Last Activation Date", "Last Activity Date", "Report Period",
        "Windows", "Mac", "Mobile", "Web", "Outlook", "Word", "Excel", "PowerPoint", "OneNote", "Teams")  # fmt: skip
ALL = 180  # days: what the period ALL and D180 reach back


def days_of(period: str) -> int:
    """The length of a period such as D28."""
    return ALL if period == "ALL" else int(period[1:])


def concealed(text: str) -> str:
    """What a concealed name looks like: 32 hexadecimal signs, the same for the same name."""
    return md5(text.encode(), usedforsecurity=False).hexdigest().upper()


def written(header: Sequence[str], rows: Iterable[Sequence[object]], renamed: dict[str, str]) -> bytes:
    """A CSV with a byte order mark and Windows line ends, its columns renamed as told."""
    out = io.StringIO(newline="")
    sheet = csv.writer(out)
    sheet.writerow([renamed.get(name, name) for name in header])
    sheet.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def _everybody(model: Model) -> tuple[Person, ...]:
    return tuple(person for pilot in PILOTS for person in model.people(pilot))


def _row(header: Sequence[str], cells: dict[str, object]) -> list[object]:
    return [cells.get(name, "") for name in header]


def user_detail(model: Model, manners: Manners, header: Sequence[str], period: str) -> bytes:
    """One row per person over a period that ends on the refresh day; the same people whatever the product."""
    refreshed = model.as_of - timedelta(days=manners.refresh_lag)
    days = [refreshed - timedelta(days=back) for back in range(days_of(period))]
    gone = {"Prompts submitted for all apps", "Prompts submitted for Copilot Chat (work)",
            "Prompts submitted for Copilot Chat (web)"} if manners.without_prompts else set()  # fmt: skip
    header = [name for name in header if name not in gone]
    rows: list[list[object]] = []
    for person in _everybody(model):
        if person.upn in manners.unlicensed | manners.unreported:
            continue
        used = {day: prompts for day in days if (prompts := model.prompts(person, day))}
        last = max(used).isoformat() if used else ""
        total = sum(used.values())
        hide = concealed if manners.concealed else str
        counts = dict.fromkeys(("Team Chat Message Count", "Private Chat Message Count", "Meeting Count", "Send Count",
                                "Receive Count", "Read Count", "Viewed Or Edited File Count"), len(used))  # fmt: skip
        yes = dict.fromkeys(("Windows", "Web", "Outlook", "Word", "Teams"), "Yes" if used else "No")
        rows.append(_row(header, {
            "Report Refresh Date": refreshed.isoformat(), "Report Period": days_of(period),
            "User Principal Name": hide(person.upn), "Display Name": hide(person.name), "User Id": hide(person.id),
            "Last Activity Date": last, "Is Deleted": "False", "Copilot Chat Last Activity Date": last,
            "Word Copilot Last Activity Date": last, "Prompts submitted for all apps": total,
            "Prompts submitted for Copilot Chat (work)": total - total // 4,
            "Prompts submitted for Copilot Chat (web)": total // 4, "Active Usage Days for all apps": len(used),
            "Call Count": 0, "Synced File Count": 0, **counts, **yes,
        }))  # fmt: skip
    return written(header, rows, manners.renamed)


def summary(model: Model, manners: Manners, period: str, *, v2: bool) -> bytes:
    """Copilot's totals over a period. They count those whom the rows leave out, as closed accounts are."""
    refreshed = model.as_of - timedelta(days=manners.refresh_lag)
    used = [sum(model.prompts(person, refreshed - timedelta(days=back)) for back in range(days_of(period)))
            for person in _everybody(model) if person.upn not in manners.unlicensed]  # fmt: skip
    active = sum(1 for prompts in used if prompts)
    header = ["Report Refresh Date", "Report Period", "Any App Enabled Users", "Any App Active Users"]
    row: list[object] = [refreshed.isoformat(), days_of(period), len(used), active]
    if v2 and not manners.without_prompts:
        header += ["Total prompts submitted", "Average prompts submitted"]
        row += [sum(used), round(sum(used) / active, 1) if active else 0]
    return written(header, [row], manners.renamed)


CASES = ("Case", "Opened", "Closed", "Handled by", "Kind", "Right first time")


def case_row(case: Case) -> list[object]:
    """A case as a person would keep it in a sheet."""
    return [f"C-{case.id:05d}", f"{case.opened:%d.%m.%Y %H:%M}", f"{case.closed:%d.%m.%Y %H:%M}" if case.closed else "",
            case.person.name, "complex" if case.complex else "standard", "ja" if case.right else "nein"]  # fmt: skip


def german_csv(model: Model, pilot: Pilot, manners: Manners) -> bytes:
    """A pilot's cases as a German Excel saves them: semicolons, Windows-1252, a title with an umlaut."""
    out = io.StringIO(newline="")
    sheet = csv.writer(out, delimiter=";")
    sheet.writerow([manners.renamed.get(name, name) for name in (*CASES, "Bearbeitungsgebühr")])
    sheet.writerows([*case_row(case), f"{case.id % 90},50"] for case in model.cases(pilot))
    return out.getvalue().encode("cp1252")


def workbook(model: Model, pilot: Pilot, manners: Manners) -> bytes:
    """A pilot's cases as an .xlsx with the table `Cases` on the sheet `Log`."""
    from openpyxl import Workbook
    from openpyxl.worksheet.table import Table

    book = Workbook()
    sheet = book.active
    sheet.title = "Log"
    sheet.append([manners.renamed.get(name, name) for name in CASES])
    cases = model.cases(pilot)
    for case in cases:
        closed = case.closed.replace(tzinfo=None) if case.closed else None
        sheet.append([f"C-{case.id:05d}", case.opened.replace(tzinfo=None), closed, case.person.name,
                      "complex" if case.complex else "standard", case.right])  # fmt: skip
    sheet.add_table(Table(displayName="Cases", ref=f"A1:F{len(cases) + 1}"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
