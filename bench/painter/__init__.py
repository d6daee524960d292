"""The painter in a real browser beside a bare canvas, in the same run."""
