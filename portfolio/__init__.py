"""THE DOMAIN: frozen values and pure functions. No clock, no I/O, standard library only."""
