"""What documents read in the run table, as files for `aws dynamodb batch-write-item`.

For those who deploy documents by CloudFormation or Terraform: both can make items of a table, but
none checks that a text of 300 KB arrives. DynamoDB API, BatchWriteItem: at most 25 items, 16 MB.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from muster.engine.codec import encode_item
from muster.engine.keys import plan_current_key
from muster.engine.writes import Write, put
from muster.model.settings import Settings
from muster.service.commands.publication import Release
from muster.service.commands.publish_steps import listed
from muster.service.keys import plans_key

ITEMS = 25


def record_files(release: Release, scripts: Sequence[Write], settings: Settings) -> dict[str, str]:
    """Texts by file name: `before-…` goes into the table before the documents, `after-…` after."""
    before = [*scripts, *release.record]
    after = [
        put(plan_current_key(release.plan), {"hash": release.hash}),
        put(plans_key(release.plan), listed(release)),
    ]
    return {
        **dict(_files("before", before, settings.table)),
        **dict(_files("after", after, settings.table)),
    }


def _files(name: str, writes: Sequence[Write], table: str) -> Iterator[tuple[str, str]]:
    for number, start in enumerate(range(0, len(writes), ITEMS), 1):
        requests = [_request(write) for write in writes[start : start + ITEMS]]
        text = json.dumps({table: requests}, ensure_ascii=False, indent=1, sort_keys=True)
        yield f"{name}-{number:02d}.json", f"{text}\n"


def _request(write: Write) -> Mapping[str, Any]:
    partition, sort_key = write.key
    item = encode_item({"pk": partition, "sk": sort_key, **write.values})
    return {"PutRequest": {"Item": item}}
