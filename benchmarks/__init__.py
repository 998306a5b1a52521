"""What things cost, each beside a floor measured in the same run. Benchmarks print; they never fail a build."""
