"""Ties between states: observations in, ties, explanations, networks and rankings out."""
