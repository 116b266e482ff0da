"""Trains Breakwater's street networks: faces and licence plates in pictures from cars."""
