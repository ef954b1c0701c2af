"""Mistakes of the file and of its YAML, found before anything is known of its meaning."""

from muster.model.codes.code import Code

UNREADABLE = Code(
    "P001",
    "file cannot be read",
    "The path does not exist, is not a file, or may not be read by you.",
    "muster plan check paymnets.yaml",
    "muster plan check payments.yaml",
)
TOO_LARGE = Code(
    "P002",
    "file or workspace is too large",
    "A plan is written by people: a file has at most 1 MiB, a workspace folder at most 200 files.",
    "payments.yaml of 10 MB",
    "payments.yaml of 3 KB",
)
NOT_UTF8 = Code(
    "P003",
    "file is not plain UTF-8",
    "Other encodings, and a byte order mark, are read differently by different tools.",
    "owner: M\\xfcller (Latin-1)",
    "owner: Müller (UTF-8)",
)
NOT_YAML = Code(
    "P004",
    "file is not YAML",
    "The text does not follow the rules of YAML, so nothing after this place can be judged.",
    "target: {region: us-west-2",
    "target: {region: us-west-2}",
)
UNPRINTABLE = Code(
    "P005",
    "text holds a character that cannot be seen",
    "Control characters, right-to-left marks, odd spaces and invisible letters make a text look"
    " like another one to the person who approves it. A text is one line.",
    'description: "Card\\u202e payments"',
    "description: Card payments",
)
SECOND_DOCUMENT = Code(
    "P006",
    "file holds more than one YAML document, or a directive",
    "One file is one plan; what comes after a second `---` would be overlooked.",
    "plan: a\n---\nplan: b",
    "plan: a",
)
ALIAS = Code(
    "P007",
    "anchors, aliases and merge keys are not read",
    "A value must stand where it is used, so that a reviewer sees it; aliases can also blow up a"
    " small file into a huge one.",
    "a: &tags {Role: DBServer}\nb: *tags",
    "a: {Role: DBServer}\nb: {Role: DBServer}",
)
TAG = Code(
    "P008",
    "YAML tags are not read",
    "A tag such as `!!python/object` changes what a value is; a plan needs none.",
    "priority: !!int 1",
    "priority: 1",
)
DUPLICATE_KEY = Code(
    "P009",
    "key appears twice",
    "YAML readers keep the last one without a word.",
    "priority: 1\npriority: 2",
    "priority: 1",
)
TOO_DEEP = Code(
    "P010",
    "too deeply nested, or too many values",
    "No plan needs more than 20 levels or 20,000 values.",
    "needs: [[[[[[[[[[[[[[[[[[[[[databases]]]]]]]]]]]]]]]]]]]]]",
    "needs: [databases]",
)
AMBIGUOUS = Code(
    "P011",
    "value that YAML readers take for different things",
    "Unquoted, `NO` is text or false, `1:30` is text or 90, `012345` is a number in base 8 or 10:"
    " it depends on the reader. Quotes settle it.",
    "account: 012345678901",
    'account: "012345678901"',
)
UNKNOWN_KIND = Code(
    "P012",
    "file is neither a plan, nor groups, nor people",
    "A plan has `plan:` at its top, a groups file `groups:`, a people file `people:`.",
    "- wave: databases",
    "plan: payments\nwaves:\n  - wave: databases",
)

CODES = (
    UNREADABLE,
    TOO_LARGE,
    NOT_UTF8,
    NOT_YAML,
    UNPRINTABLE,
    SECOND_DOCUMENT,
    ALIAS,
    TAG,
    DUPLICATE_KEY,
    TOO_DEEP,
    AMBIGUOUS,
    UNKNOWN_KIND,
)
