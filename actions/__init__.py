"""THE USE CASES: plain functions, one transaction each; the first argument is the transaction."""
