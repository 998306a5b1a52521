"""Every sample of a view there is, by name: whatever the files views*.py beside this one hold."""

from importlib import import_module
from pathlib import Path

FILES = [
    import_module(f"tests.cards.{file.stem}")
    for file in sorted(Path(__file__).parent.glob("views*.py"))
    if "SAMPLES" in file.read_text(encoding="utf-8")
]
SAMPLES: dict[str, object] = {name: view for file in FILES for name, view in file.SAMPLES.items()}
