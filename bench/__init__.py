"""Speed and memory of Redraw, as ratios within one run. `python -m bench` runs all of it; see README.md."""
