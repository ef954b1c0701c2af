"""What each role may do: derived from the actions that code declares, as pure data.

Declared actions and their scopes make statements; `roles` has a file a role; `rendering` writes
them as CloudFormation or, with everything known, as plain JSON.
"""
