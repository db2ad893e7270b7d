"""Softsell: finds the phrases of a page that press a buyer, and words them softly."""

__version__ = "0.1.0"
