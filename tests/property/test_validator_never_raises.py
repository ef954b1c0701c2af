"""Whatever it is given, the validator answers with findings."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ssm_documents.validator import check, check_text
from ssm_documents.validator.actions import ACTIONS
from ssm_documents.validator.types import TYPES

PATIENT = settings(deadline=None)
"""The first look at a service loads its model, which takes a while."""
KEYS = """
schemaVersion description assumeRole parameters variables mainSteps outputs files name action
inputs maxAttempts timeoutSeconds onFailure onCancel nextStep isEnd isCritical type default
allowedValues minItems maxItems Name Selector Type Service Api sourceServers isDrill filters
PropertySelector DesiredValues Approvers MinRequiredApprovals NotificationArn Message Choices
Default NextStep Variable StringEquals And Or Not Steps Iterators LoopCondition MaxIterations
Duration Timestamp Runtime Handler Script Attachment InputPayload DocumentName Targets Tags
TargetLocations RuntimeParameters Value A B checksums sha256
""".split()  # noqa: SIM905 (sixty quotes would be read by nobody)
WORDS = [
    *ACTIONS,
    *TYPES,
    *[
        "0.3",
        "A",
        "B",
        "drs",
        "ec2",
        "DescribeJobs",
        "StartRecovery",
        "step:A",
        "step:B",
        "Abort",
        "PT5M",
        "$.items[0].jobID",
    ],
    *[
        "{{ A }}",
        "{{ A.Output }}",
        "{{ global:DATE }}",
        "{{ {{ A }} }}",
        "variable:A",
        "$..Name[*]",
    ],
    *["arn:aws:iam::1:role/x", "{{", "$", "$.", "", "9" * 5000, "\ud800", "٣"],
]
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.sampled_from(WORDS),
    st.text(max_size=8),
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.sampled_from(KEYS), st.text(max_size=4)), inner, max_size=5),
        st.dictionaries(st.integers(), inner, max_size=1),
    ),
    max_leaves=30,
)
STEPS = st.lists(
    st.fixed_dictionaries(
        {"name": st.sampled_from(["A", "B", "C"]), "action": st.sampled_from([*ACTIONS])},
        optional=dict.fromkeys(("inputs", "outputs", "nextStep", "onFailure", "isEnd"), ANYTHING),
    ),
    max_size=4,
)
DOCUMENTS = st.fixed_dictionaries(
    {"schemaVersion": SCALARS, "mainSteps": st.one_of(STEPS, ANYTHING)},
    optional=dict.fromkeys(("parameters", "variables", "outputs", "assumeRole", "files"), ANYTHING),
)


@given(ANYTHING)
@PATIENT
def test_any_structure_yields_findings(structure):
    findings = check(structure)

    assert all(str(finding) for finding in findings)


@given(DOCUMENTS)
@settings(PATIENT, max_examples=300)
def test_anything_that_looks_like_a_document_yields_findings(document):
    findings = check(document, name="muster-drill-payments")

    assert all(finding.as_json()["message"] for finding in findings)


@given(st.text(st.characters()), st.sampled_from(["a.yaml", "a.json", "a"]))
@PATIENT
def test_any_text_yields_findings(text, file):
    findings = check_text(text, file)

    assert all(str(finding).startswith(f"{file}:") for finding in findings)


@given(
    st.lists(
        st.sampled_from(
            [
                "{",
                "}",
                "[",
                "]",
                "- ",
                "a: ",
                "\n",
                " ",
                "&x ",
                "*x",
                "<<: ",
                "'",
                "{{ a }}",
                "!t ",
                "? ",
            ]
        )
    )
)
@settings(PATIENT, max_examples=300)
def test_any_pile_of_yaml_marks_yields_findings(marks):
    check_text("".join(marks), "a.yaml")
    check_text("".join(marks), "a.json")
