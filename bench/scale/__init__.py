"""Many jobs, workers and pictures, on both engines (`make bench-scale`); README.md explains the figures."""
