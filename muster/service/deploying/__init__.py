"""Deploying the hub: what is there, what would change, what became of it. Ports and pure flow."""
