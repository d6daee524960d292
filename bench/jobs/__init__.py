"""Jobs and viewers by the thousand, on SQLite (`make bench-jobs`); README.md explains the figures."""
