"""The shipped policies with everything put in, and the oracle that judges by them."""

import json
import subprocess
from pathlib import Path

import pytest
from policies.concrete import concrete
from stage import ACCOUNT, REGION

from muster.entrypoints.deploy.policies.catalogue import PEOPLE, ROLES, policy
from muster.entrypoints.deploy.policies.catalogue import SPOKE as SPOKES

ROOT = Path(__file__).parents[2]
ORACLE = ROOT / ".venv-policies" / "bin" / "python"
SCRIPT = Path(__file__).with_name("oracle.py")
HERE = f"{REGION}:{ACCOUNT}"
SPOKE = "222222222222"
KNOWN = {
    "AWS::Partition": "aws",
    "AWS::Region": REGION,
    "AWS::AccountId": ACCOUNT,
    "HookFunctions": [
        f"arn:aws:lambda:{HERE}:function:point-dns-at-recovery",
        f"arn:aws:lambda:{HERE}:function:probe",
    ],
    "HookRunbooks": [
        f"arn:aws:ssm:{HERE}:automation-definition/check-licences:*",
        f"arn:aws:ssm:{HERE}:document/check-licences",
    ],
    "EbsKeys": [f"arn:aws:kms:{HERE}:key/1"],
}
IN_SPOKE = {
    **KNOWN,
    "AWS::AccountId": SPOKE,
    "EbsKeys": [f"arn:aws:kms:{REGION}:{SPOKE}:key/1"],
}
HOLDING = ("HasEbsKeys", "HasHookFunctions", "HasHookRunbooks")


def policies(*holding):
    """Every holder's documents: roles of the hub, policies for people, the role of a spoke."""
    hub = {**ROLES, **{name: (name,) for name in PEOPLE.values()}}
    return {**_written(hub, KNOWN, holding), **_written(SPOKES, IN_SPOKE, holding)}


def _written(holders, known, holding):
    true = (*HOLDING, *holding)
    return {
        holder: [concrete(policy(name), known, holding=true) for name in names]
        for holder, names in holders.items()
    }


def holder_of(principal):
    """Whose policies count for a principal: its role's, or those of a user's group."""
    parts = principal.split("/")
    return parts[1] if ":assumed-role/" in principal else parts[-1]


def judged(requests, *, holding=(), without=False):
    """The decisions on requests (mappings with `policy`), and the spare actions."""
    if not ORACLE.exists():
        pytest.skip("no IAM evaluator; `make policies` installs it")
    asked = {"policies": policies(*holding), "requests": requests, "without": without}
    done = subprocess.run(
        [str(ORACLE), str(SCRIPT)],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)
