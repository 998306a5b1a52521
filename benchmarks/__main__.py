"""All benchmarks, one after the other: python -m benchmarks [NAME ...]"""

import subprocess
import sys

NAMES = ("startup", "store_turns", "turn", "wave", "ingest", "long_history", "verdict", "portfolio", "honesty")


def main() -> int:
    """Each in a process of its own, so that none pays for another's imports. The worst exit code."""
    worst = 0
    for name in sys.argv[1:] or NAMES:
        print(f"\n== {name}", flush=True)
        worst = max(worst, subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
