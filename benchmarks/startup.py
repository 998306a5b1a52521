"""How long a command line makes one wait for its help, beside an empty Python.

    python -m benchmarks.startup [--runs 15]

The best of many runs counts: what is above it is the machine's other work.
"""

import argparse
import subprocess
import sys
import time

BAR = 180.0
"""Milliseconds `pilothouse --help` may take above `python -c pass`."""
HEAVY = ("aiohttp", "asyncio", "babel", "botbuilder", "msal", "msgspec", "numpy", "rich", "scipy", "sqlalchemy")
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "pilothouse --help": ["-m", "pilothouse", "--help"],
    "pilothouse ledger verify": ["-m", "pilothouse", "ledger", "verify", "-"],
    "import the bot": ["-c", "import pilothouse.serve"],
}


def took(arguments: list[str], runs: int) -> float:
    """Milliseconds of the quickest run."""
    best = float("inf")
    for _ in range(runs):
        began = time.perf_counter()
        subprocess.run([sys.executable, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
        best = min(best, time.perf_counter() - began)
    return best * 1000


def imported(arguments: list[str]) -> list[str]:
    """Which of the heavy modules a command imports."""
    command = [sys.executable, "-X", "importtime", *arguments]
    ran = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    names = {line.rpartition("|")[2].strip().partition(".")[0] for line in ran.stderr.splitlines()}
    return [name for name in HEAVY if name in names]


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.startup")
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    times = {name: took(arguments, runs) for name, arguments in COMMANDS.items()}
    floor = times["python -c pass"]
    print("                              ms   above   x floor")
    for name, milliseconds in times.items():
        print(f"{name:<26}{milliseconds:>6.0f}{milliseconds - floor:>8.0f}{milliseconds / floor:>10.1f}")
    above = times["pilothouse --help"] - floor
    verdict = "holds" if above <= BAR else "MISSED"
    print(f"bar: --help at most {BAR:.0f} ms above an empty Python: {verdict} ({above:.0f} ms)")
    heavy = imported(COMMANDS["pilothouse --help"])
    print(f"bar: --help imports nothing heavy: {'holds' if not heavy else 'MISSED: ' + ', '.join(heavy)}")


if __name__ == "__main__":
    main()
