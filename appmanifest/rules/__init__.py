"""The checker's rules, by topic. A rule is a row of a table: id, what is wrong, the fix, and a small function."""
