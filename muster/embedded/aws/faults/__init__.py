"""Scripted misfortunes; see README.md of the embedded AWS."""
