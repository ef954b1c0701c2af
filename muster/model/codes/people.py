"""Mistakes of a people file."""

from muster.model.codes.code import Code

PERSON_TWICE = Code(
    "P060",
    "person or group is named twice",
    "One entry a person: two entries could count as two approvers.",
    "people: [{person: anna, …}, {person: Anna, …}]",
    "people: [{person: anna, …}]",
)
IDENTITY_TWICE = Code(
    "P061",
    "identity belongs to two people",
    "A Slack user, an IAM principal and an e-mail address each lead to one person.",
    "people: [{person: anna, slack: U0ANNA000}, {person: ben, slack: U0ANNA000}]",
    "people: [{person: anna, slack: U0ANNA000}, {person: ben, slack: U0BEN0000}]",
)
UNKNOWN_PERSON = Code(
    "P062",
    "group names a person who is not in the file",
    "Who is not listed has no identity to approve with.",
    'groups: {"@dr-approvers": [ana]}',
    'groups: {"@dr-approvers": [anna]}',
)
PRINCIPAL = Code(
    "P063",
    "IAM principal of the wrong form",
    "A person is an IAM user, or one session of a role (`assumed-role/<role>/<session>`); a role"
    " by itself is everybody who may assume it.",
    "iam: [arn:aws:iam::123456789012:role/Admins]",
    "iam: [arn:aws:sts::123456789012:assumed-role/Admins/anna]",
)
SLACK_USER = Code(
    "P064",
    "Slack user of the wrong form, or without a workspace",
    "A member id starts with U or W and is unique only within its Slack workspace: name the team"
    " beside it, or once as `slack_team`.",
    "slack: anna",
    "slack: {team: T0MUSTER0, user: U0ANNA000}",
)
EMAIL = Code(
    "P065",
    "e-mail address of the wrong form",
    "Written as `name@host`, in ASCII.",
    "email: anna",
    "email: anna@example.com",
)
SLACK_GROUP = Code(
    "P066",
    "Slack user group of the wrong form",
    "The id of a user group starts with S: it stands at the end of the group's address in Slack.",
    'slack_groups: {"@dr-approvers": dr-approvers}',
    'slack_groups: {"@dr-approvers": S0APPROVE}',
)

CODES = (
    PERSON_TWICE,
    IDENTITY_TWICE,
    UNKNOWN_PERSON,
    PRINCIPAL,
    SLACK_USER,
    EMAIL,
    SLACK_GROUP,
)
