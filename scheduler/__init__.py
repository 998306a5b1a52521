"""WHAT IS DUE: due (pure), plan (claims an occurrence), clock (the only importer of APScheduler)."""
