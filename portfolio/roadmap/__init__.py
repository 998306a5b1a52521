"""The 90-day roadmap: what starts when, and why what does not fit waits (FEATURES E7)."""
