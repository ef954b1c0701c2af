"""Scripted misfortunes: what goes wrong, when, how often; `script` reads, `kinds` lists them."""
