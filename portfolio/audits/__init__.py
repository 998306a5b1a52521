"""The quarterly audit of the record: every line of it on one day, what it lacks, and what changed since the last one."""
