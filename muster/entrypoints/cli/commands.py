"""Every command, in one table: to add one, write its file and a row here.

A row names the click command as `module:attribute`; the module is imported when the command is
used, so that `--help` stays fast. A command returns its exit code, or None for 0.
"""

from muster.entrypoints.cli.lazy import Command, Group, Table

COMMANDS: Table = {
    "plan": Group(
        "Check, draw and describe recovery plans.",
        {
            "check": Command(
                "Say everything that is wrong with plans, groups and people.",
                "muster.entrypoints.cli.plan.check:check",
            ),
            "schema": Command(
                "Print the JSON Schema of a plan, for editors.",
                "muster.entrypoints.cli.plan.schema:schema",
            ),
            "compile": Command(
                "Write the runbooks of a plan into a folder.",
                "muster.entrypoints.cli.plan.compile:compile_",
            ),
            "show": Command(
                "Draw a plan: its waves, what they need and whom they ask.",
                "muster.entrypoints.cli.plan.show:show",
            ),
        },
    ),
}
