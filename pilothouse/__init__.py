"""THE COMPOSITION: imports everybody; nobody imports it."""
