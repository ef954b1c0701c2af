"""`Documents` in a dict."""

from muster.service.errors import AwsError
from muster.service.values import Published


class FakeDocuments:
    """`versions` by name: their digests, oldest first; `defaults` by name.

    `breaks_at` names a document whose `put` fails; `slow` how many looks a new version takes until
    it is usable; `stubborn` a document whose default does not change; `calls` the record.
    """

    def __init__(self):
        self.versions = {}
        self.defaults = {}
        self.breaks_at = ""
        self.stubborn = ""
        self.slow = 0
        self.status = "Active"
        self.calls = []

    def put(self, document):
        self.calls.append(("put", document.name))
        if document.name == self.breaks_at:
            raise AwsError("ssm:CreateDocument failed: Quota: too many", "delete some")
        known = self.versions.setdefault(document.name, [])
        if document.digest not in known:
            known.append(document.digest)
            self.defaults.setdefault(document.name, "1")
        return str(known.index(document.digest) + 1)

    def make_default(self, name, version):
        self.calls.append(("make_default", name, version))
        if name != self.stubborn:
            self.defaults[name] = version

    def published(self, name, version=""):
        if name not in self.versions:
            return None
        status = self.status
        if version and self.slow:
            self.slow -= 1
            status = "Creating"
        which = version or self.defaults[name]
        return Published(name, which, self.defaults[name], status, "what it says")
