"""Every command, in one table: to add one, write its file and a row here.

A row names the click command as `module:attribute`; the module is imported when the command is
used, so that `--help` stays fast. A command returns its exit code, or None for 0.
"""

from muster.entrypoints.cli.lazy import Command, Group, Table

COMMANDS: Table = {
    "plan": Group(
        "Check, draw, publish and compare recovery plans.",
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
            "preflight": Command(
                "Say what a run would find, without starting anything.",
                "muster.entrypoints.cli.plan.preflight:preflight",
            ),
            "sheet": Command(
                "Write a plan on paper, for the hour without muster.",
                "muster.entrypoints.cli.plan.sheet:sheet",
            ),
            "publish": Command(
                "Publish plans: their runbooks and records, into an account.",
                "muster.entrypoints.cli.plan.publish:publish_",
            ),
            "diff": Command(
                "Say what publishing would change, and what drifted.",
                "muster.entrypoints.cli.plan.diff:diff",
            ),
            "releases": Command(
                "List what was published of a plan.",
                "muster.entrypoints.cli.plan.releases:releases_",
            ),
            "rollback": Command(
                "Let a plan be again what an earlier release was.",
                "muster.entrypoints.cli.plan.rollback:rollback",
            ),
            "withdraw": Command(
                "Take a plan back: nobody can run it any more.",
                "muster.entrypoints.cli.plan.withdraw:withdraw_",
            ),
        },
    ),
    "runbook": Group(
        "Judge SSM Automation runbooks.",
        {
            "check": Command(
                "Say everything that is wrong with runbooks, yours or anybody's.",
                "muster.entrypoints.cli.runbook:check",
            ),
        },
    ),
    "run": Group(
        "Drill and recover: start runs, watch them, decide.",
        {
            "drill": Command(
                "Start a drill: a rehearsal beside production.",
                "muster.entrypoints.cli.run.start:drill",
            ),
            "recover": Command(
                "Start a real recovery.",
                "muster.entrypoints.cli.run.start:recover",
            ),
            "list": Command(
                "List the runs, the newest first.",
                "muster.entrypoints.cli.run.list:list_",
            ),
            "status": Command(
                "Say how a run stands, and what you can do.",
                "muster.entrypoints.cli.run.status:status",
            ),
            "watch": Command(
                "Watch a run until it ends.",
                "muster.entrypoints.cli.run.watch:watch",
            ),
            "approve": Command(
                "Approve at a gate.",
                "muster.entrypoints.cli.run.decide:approve",
            ),
            "reject": Command(
                "Reject at a gate.",
                "muster.entrypoints.cli.run.decide:reject",
            ),
            "pause": Command(
                "Let nothing new start.",
                "muster.entrypoints.cli.run.verbs:pause",
            ),
            "resume": Command(
                "Let a paused run go on.",
                "muster.entrypoints.cli.run.verbs:resume",
            ),
            "retry": Command(
                "Try a failed wave again: what is missing, no more.",
                "muster.entrypoints.cli.run.verbs:retry",
            ),
            "skip": Command(
                "Go on without a failed wave.",
                "muster.entrypoints.cli.run.verbs:skip",
            ),
            "adopt": Command(
                "Count a server as recovered by the instance that it has.",
                "muster.entrypoints.cli.run.server_verbs:adopt",
            ),
            "relaunch": Command(
                "Destroy a server's instance of this run and launch it again.",
                "muster.entrypoints.cli.run.server_verbs:relaunch",
            ),
            "override": Command(
                "Break the glass: let a launch destroy a live instance.",
                "muster.entrypoints.cli.run.server_verbs:override",
            ),
            "abort": Command(
                "End a run; what runs goes on to its end.",
                "muster.entrypoints.cli.run.verbs:abort",
            ),
            "cancel": Command(
                "Cancel a run; restart is the way back.",
                "muster.entrypoints.cli.run.verbs:cancel",
            ),
            "restart": Command(
                "Let a run go on that was cancelled or lost its driver.",
                "muster.entrypoints.cli.run.verbs:restart",
            ),
            "cleanup": Command(
                "Terminate the instances of a drill that has ended.",
                "muster.entrypoints.cli.run.verbs:cleanup",
            ),
            "history": Command(
                "Print the record of a run, and check it.",
                "muster.entrypoints.cli.run.history:history_",
            ),
        },
    ),
    "audit": Group(
        "Look whether anybody changed what is on record.",
        {
            "verify": Command(
                "Check every row of the records, and against an earlier look.",
                "muster.entrypoints.cli.audit:verify_",
            ),
        },
    ),
    "deploy": Command(
        "Make the hub in an AWS account, or bring it up to date.",
        "muster.entrypoints.cli.deploy:deploy",
    ),
    "spoke": Command(
        "Let the hub recover servers of another account.",
        "muster.entrypoints.cli.spoke:spoke",
    ),
    "destroy": Command(
        "Delete the hub; its record stays.",
        "muster.entrypoints.cli.destroy:destroy",
    ),
    "doctor": Command(
        "Look whether everything stands that a recovery will need.",
        "muster.entrypoints.cli.doctor:doctor",
    ),
    "package": Command(
        "Make the zip of the functions that run in AWS Lambda.",
        "muster.entrypoints.cli.package:package",
    ),
    "simulate": Command(
        "Predict the course of a run, in seconds.",
        "muster.entrypoints.cli.simulate:simulate",
    ),
    "serve": Command(
        "Be the bot in Slack, in Socket Mode, until it is stopped.",
        "muster.entrypoints.cli.serve:serve",
    ),
    "demo": Command(
        "Run a drill with a team, in a chat on this machine.",
        "muster.entrypoints.cli.demo:demo",
    ),
    "embedded": Group(
        "An AWS on this machine: nothing in it is real.",
        {
            "up": Command(
                "Start it, with muster published in it.",
                "muster.entrypoints.cli.embedded:up",
            ),
        },
    ),
}
