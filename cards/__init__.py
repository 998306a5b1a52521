"""View -> Adaptive Card (a dict) and its plain-text twin. Pure."""
