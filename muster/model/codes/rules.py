"""Mistakes that show only when the parts of a plan, or of a workspace, are seen together."""

from muster.model.codes.code import Code

SAME_NAME = Code(
    "P040",
    "name is taken",
    "Names are compared without case, and with hyphens as underscores, as step names will be.",
    "waves: [{wave: web-1, groups: [a]}, {wave: Web_1, groups: [b]}]",
    "waves: [{wave: web-1, groups: [a]}, {wave: web-2, groups: [b]}]",
)
UNKNOWN_WAVE = Code(
    "P041",
    "wave needs a wave that does not exist",
    "`needs` names waves of the same plan.",
    "needs: [databases_]",
    "needs: [databases]",
)
CYCLE = Code(
    "P042",
    "waves wait for each other in a circle",
    "None of them could ever start.",
    "waves: [{wave: a, needs: [b]}, {wave: b, needs: [a]}]",
    "waves: [{wave: a}, {wave: b, needs: [a]}]",
)
UNKNOWN_GROUP = Code(
    "P043",
    "wave names a protection group that does not exist",
    "Groups stand in the plan itself or in another file of its folder.",
    "groups: [application]",
    "groups: [applications]",
)
GROUP_TWICE = Code(
    "P044",
    "group is recovered twice",
    "A second launch of a server removes the recovery instance of the first.",
    "waves: [{wave: a, groups: [web]}, {wave: b, groups: [web]}]",
    "waves: [{wave: a, groups: [web]}, {wave: b, needs: [a]}]",
)
GROUP_UNUSED = Code(
    "P045",
    "group is in no wave",
    "Its servers would not be recovered, and nobody would notice until the day.",
    "groups: {web: {…}, batch: {…}}\nwaves: [{wave: web, groups: [web]}]",
    "groups: {web: {…}, batch: {…}}\nwaves: [{wave: web, groups: [web, batch]}]",
)
SERVER_TWICE = Code(
    "P046",
    "server is in two groups",
    "A source server belongs to one group of the workspace, so that two waves, or two plans, never"
    " launch it against each other.",
    "a: {tags: {Application: sample}}\nb: {tags: {Application: sample, Role: DBServer}}",
    "a: {tags: {Application: sample, Role: WebServer}}\n"
    "b: {tags: {Application: sample, Role: DBServer}}",
)
GROUP_CONTENT = Code(
    "P047",
    "group needs either tags or servers",
    "A group is chosen by tags, or it lists its servers; with neither it is empty, with both it is"
    " unclear.",
    "databases: {expect: 2}",
    "databases: {tags: {Role: DBServer}, expect: 2}",
)
EXPECTATION = Code(
    "P048",
    "expectation cannot be met",
    "`min` is above `max`, or the listed servers are too many or too few for it.",
    "applications: {servers: [s-5817ab4ccdfa96db3], expect: 2}",
    "applications: {servers: [s-5817ab4ccdfa96db3], expect: 1}",
)
SERVER_WEIGHT = Code(
    "P049",
    "critical or optional server does not fit its group",
    "A server is critical or optional, not both, and must be listed in the group if the group"
    " lists servers.",
    "web: {servers: [s-5817ab4ccdfa96db3], optional: [s-57e730f6102e1f793]}",
    "web: {servers: [s-5817ab4ccdfa96db3, s-57e730f6102e1f793],\n"
    "      optional: [s-57e730f6102e1f793]}",
)
HOOK_KIND = Code(
    "P050",
    "hook runs exactly one thing",
    "A hook is one runbook, one function or one command; two things are two hooks, in order.",
    "before: [{runbook: check-licences, lambda: warm-caches, in: [drill]}]",
    "before: [{runbook: check-licences, in: [drill]}, {lambda: warm-caches, in: [drill]}]",
)
EMPTY_WAVE = Code(
    "P051",
    "wave does nothing",
    "It has no groups, no hooks, no approval and no wait.",
    "waves: [{wave: web}]",
    "waves: [{wave: web, groups: [web]}]",
)
STAGE = Code(
    "P052",
    "key does not fit this kind of wave",
    "`run` belongs to a checkpoint, a wave without groups; `health` to a wave with groups.",
    "- {wave: web, groups: [web], run: [{lambda: point-dns, in: [recovery]}]}",
    "- {wave: web, groups: [web], after: [{lambda: point-dns, in: [recovery]}]}",
)
DOCUMENT_NAME = Code(
    "P053",
    "plan and wave names are too long together",
    "They form the document name `muster-wave-<plan>.<wave>`, for which Systems Manager allows 128"
    " characters.",
    "wave: (90 letters) in a plan of 40 letters",
    "wave: databases",
)
APPROVERS = Code(
    "P054",
    "people who are not there",
    "The people file of the folder does not know the group, or has fewer people in it than the"
    " approval counts: nobody could give it.",
    'approval: {in: [recovery], from: "@dr-approvers", count: 9}',
    'approval: {in: [recovery], from: "@dr-approvers", count: 2}',
)
REPEATED = Code(
    "P055",
    "entry is repeated in a list",
    "The second one changes nothing; most often another name was meant.",
    "needs: [databases, databases]",
    "needs: [databases, applications]",
)
HEALTH_KIND = Code(
    "P056",
    "health check asks exactly one thing",
    "A check is one of `ec2-status`, `ssm-agent`, `tcp`, `http`, `https` and `command`; two things"
    " are two checks, in order.",
    "health: [{tcp: 5432, http: 8080}]",
    "health: [{tcp: 5432}, {http: 8080}]",
)
HEALTH_OPTION = Code(
    "P057",
    "key does not fit this kind of health check",
    "`path` and `status` belong to `http` and `https`; a function can be asked about ports and URLs"
    " only.",
    "health: [{tcp: 5432, path: /health}]",
    "health: [{http: 5432, path: /health}]",
)
HOOK_VARIABLE = Code(
    "P058",
    "variable is not known here",
    "A hook knows `${muster.run}`, `wave`, `plan` and `mode`. A command knows its server by"
    " `${muster.instance_id}`, `private_ip` and `source_server_id`; parameters know lists of them,"
    " each as a whole value. Other text with a dollar is left alone.",
    'parameters: {Instance: "${muster.instance_id}"}',
    'parameters: {Instances: "${muster.instance_ids}"}',
)
NO_INSTANCES = Code(
    "P059",
    "command has no instance to run on",
    "A command of `after` runs on the wave's own instances, one of `before` or `run` on those of"
    " the waves that it needs. Before the plan there are none.",
    'waves: [{wave: tidy, run: [{command: "sync", in: [drill]}]}]',
    'waves: [{wave: tidy, needs: [web], run: [{command: "sync", in: [drill]}]}]',
)

CODES = (
    SAME_NAME,
    UNKNOWN_WAVE,
    CYCLE,
    UNKNOWN_GROUP,
    GROUP_TWICE,
    GROUP_UNUSED,
    SERVER_TWICE,
    GROUP_CONTENT,
    EXPECTATION,
    SERVER_WEIGHT,
    HOOK_KIND,
    EMPTY_WAVE,
    STAGE,
    DOCUMENT_NAME,
    APPROVERS,
    REPEATED,
    HEALTH_KIND,
    HEALTH_OPTION,
    HOOK_VARIABLE,
    NO_INSTANCES,
)
