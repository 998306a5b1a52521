"""The opportunity register: unfunded candidates, nine answered questions each, ranked as surely as the answers allow."""
