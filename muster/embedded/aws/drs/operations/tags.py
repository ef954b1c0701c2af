"""Tags of source servers, jobs and recovery instances."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.drs import errors, jobs
from muster.embedded.aws.drs.target import Target
from muster.embedded.aws.kit import Call


def tag(target: Target, call: Call) -> Mapping[str, Any]:
    """API_TagResource: adds or overwrites; at most 50 tags a resource."""
    tags = _tags(target, call)
    jobs.check_tags(target, {**tags, **call.params["tags"]})
    tags.update(call.params["tags"])
    return {}


def untag(target: Target, call: Call) -> Mapping[str, Any]:
    """API_UntagResource: keys that are not there are no error."""
    tags = _tags(target, call)
    for key in call.params["tagKeys"]:
        tags.pop(key, None)
    return {}


def list_tags(target: Target, call: Call) -> Mapping[str, Any]:
    """API_ListTagsForResource."""
    return {"tags": dict(_tags(target, call))}


def _tags(target: Target, call: Call) -> dict[str, str]:
    """The resource's own tags, by its ARN; raises `ResourceNotFoundException`."""
    arn = call.params["resourceArn"]
    for resources in (target.servers, target.jobs, target.instances):
        for resource in resources.values():
            if resource.arn == arn:
                tags: dict[str, str] = resource.tags
                return tags
    raise errors.not_found("Resource", arn)
