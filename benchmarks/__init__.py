"""Ratios against what a person would write by hand; `python -m benchmarks` prints them all."""
