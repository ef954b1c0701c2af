"""How a plan, groups or people file is read: bytes → text → tree → model → rules.

Start with `document`; `muster.model.workspace` is the door that others use.
"""
