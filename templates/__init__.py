"""Templates and starter files of muster, as package data."""
