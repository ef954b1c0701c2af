"""A bundle kept in the run table, and the loader that stands in a document in its place.

For documents whose scripts would not fit otherwise; docs/decisions says why the run table.
"""

import base64
import re
import zlib
from hashlib import sha256

from ssm_documents.compiler.bundler.bundling import Bundle

PARTITION = "SCRIPT#"
SORT_KEY = "SCRIPT"

_LOADER = """\
# {script}.py of muster: its text lies in the run table and runs only if it has this SHA256.
import base64, hashlib, zlib
import boto3
SHA256 = "{sha256}"

def handler(events, context):
    table = boto3.client("dynamodb", region_name=events["region"])
    key = {{"pk": {{"S": "{partition}" + SHA256}}, "sk": {{"S": "{sort_key}"}} }}
    found = table.get_item(TableName=events["table"], Key=key, ConsistentRead=True)
    stored = found.get("Item", {{}}).get("text", {{}}).get("S", "")
    text = zlib.decompress(base64.b64decode(stored)) if stored else b""
    if hashlib.sha256(text).hexdigest() != SHA256:
        raise RuntimeError("{script}.py in the run table is not this one; muster plan publish")
    scope = dict(globals())
    exec(compile(text, "{script}.py", "exec"), scope)
    return scope["handler"](events, context)
"""
_NAMED = re.compile(r'^SHA256 = "([0-9a-f]{64})"$', re.MULTILINE)


def loader(bundle: Bundle) -> str:
    """A source that fetches the bundle, verifies its sha256 and calls its handler."""
    return _LOADER.format(
        script=bundle.script, sha256=bundle.sha256, partition=PARTITION, sort_key=SORT_KEY
    )


def stored_text(bundle: Bundle) -> str:
    """What the run table holds of a bundle: zlib, in base64."""
    return base64.b64encode(zlib.compress(bundle.text.encode(), 9)).decode()


def digest_of(script: str) -> str:
    """The sha256 of the text that a script of a document runs, loaded or not."""
    named = _NAMED.search(script)
    return named[1] if named else sha256(script.encode()).hexdigest()
