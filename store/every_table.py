"""Every table there is. A table is in `metadata` once its file is imported, and a command imports only what it needs: so
whoever goes through all of them (the migrations, erasing, taking an import back) takes `metadata` from here."""

import store.account_tables
import store.adoption_tables
import store.audit_tables
import store.counting_tables
import store.discover_tables
import store.domain_tables
import store.idea_tables
import store.initiative_tables
import store.interview_tables
import store.judging_tables
import store.leaving_tables
import store.list_tables
import store.opportunity_tables
import store.overlap_tables
import store.plan_tables
import store.roadmap_tables
import store.source_tables
import store.tables
import store.upload_tables  # noqa: F401 - all fill `metadata`
from store.metadata import metadata

__all__ = ["metadata"]
