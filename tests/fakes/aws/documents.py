"""`Documents` in a dict."""

from muster.service.errors import AwsError
from muster.service.values import Published


class FakeDocuments:
    """`versions` by name: what was put, oldest first; `defaults` by name.

    `breaks_at` names a document whose `put` fails; `slow` how many looks a new version takes until
    it is usable; `stubborn` a document whose default does not change; `foreign` other documents of
    the account; `calls` the record of what changes something.
    """

    def __init__(self):
        self.versions = {}
        self.defaults = {}
        self.breaks_at = ""
        self.stubborn = ""
        self.slow = 0
        self.status = "Active"
        self.foreign = ()
        self.calls = []

    # controls

    def digests(self, name):
        return [document.digest for document in self.versions[name]]

    # the port

    def put(self, document):
        self.calls.append(("put", document.name))
        if document.name == self.breaks_at:
            raise AwsError("ssm:CreateDocument failed: Quota: too many", "delete some")
        known = self.versions.setdefault(document.name, [])
        if document.digest not in self.digests(document.name):
            known.append(document)
            self.defaults.setdefault(document.name, "1")
        return str(self.digests(document.name).index(document.digest) + 1)

    def make_default(self, name, version):
        self.calls.append(("make_default", name, version))
        if name != self.stubborn:
            self.defaults[name] = version

    def published(self, name, version=""):
        found = self._version(name, version)
        if found is None:
            return None
        status = self.status
        if version and self.slow:
            self.slow -= 1
            status = "Creating"
        which = version or self.defaults[name]
        return Published(name, which, self.defaults[name], status, "what it says", found.label)

    def text(self, name, version=""):
        found = self._version(name, version)
        return found.text if found else ""

    def names(self):
        return tuple(sorted((*self.versions, *self.foreign)))

    def delete(self, name):
        self.calls.append(("delete", name))
        self.versions.pop(name, None)
        self.defaults.pop(name, None)

    def _version(self, name, version):
        known = self.versions.get(name, [])
        number = int(version or self.defaults.get(name, 0))
        return known[number - 1] if 0 < number <= len(known) else None
