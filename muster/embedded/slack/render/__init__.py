"""Blocks and messages as HTML; every text is escaped before it is anything else."""
