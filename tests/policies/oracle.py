"""Asks ministack's IAM evaluator, in an environment of its own (it pins botocore): JSON in, out.

In: {"policies": {principal: [document, …]}, "requests": [request, …], "without": bool}.
Out: {"decisions": […]}, and with `without` the {"spare": [[principal, sid, action], …]}: actions
without which every request would still be allowed.
"""

import json
import sys

from ministack.core.iam_evaluator import EvalContext, evaluate, parse_policy_document


def decide(request, documents):
    """Allow, ImplicitDeny or Deny."""
    context = EvalContext(
        principal_arn=request["principal"],
        principal_type="AssumedRole",
        principal_account="123456789012",
        action=request["action"],
        resource_arn=request["resource"],
        region=request["region"],
        service_context=request["context"],
    )
    return evaluate(context, documents).decision


def spare(principal, documents, requests):
    """The actions of a principal that no request needs."""
    found = []
    for document in documents:
        for statement in document:
            for action in list(statement.actions):
                statement.actions = [each for each in statement.actions if each != action]
                # An empty list would mean NotAction; no action has this name.
                statement.actions = statement.actions or ["none:None"]
                if all(decide(request, documents) == "Allow" for request in requests):
                    found.append([principal, statement.sid, action])
                statement.actions = [a for a in statement.actions if a != "none:None"]
                statement.actions.append(action)
    return found


def main():
    """Answer one question."""
    asked = json.load(sys.stdin)
    policies = {
        principal: [parse_policy_document(document) for document in documents]
        for principal, documents in asked["policies"].items()
    }
    requests = asked["requests"]
    decisions = [decide(each, policies[each["policy"]]) for each in requests]
    answer = {"decisions": decisions}
    if asked.get("without"):
        answer["spare"] = [
            one
            for principal, documents in policies.items()
            for one in spare(
                principal, documents, [r for r in requests if r["policy"] == principal]
            )
        ]
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
