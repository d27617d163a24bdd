"""Legation: a knowledge graph of officials, states, agreements and policies, every line with its source."""
