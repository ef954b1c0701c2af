"""A run table in a dict: reads, and writes under the engine's conditions."""

CONDITIONS = {
    "absent": lambda item, name, _: name not in item,
    "equals": lambda item, name, value: item.get(name) == value,
    "free_or": lambda item, name, value: name not in item or item[name] == value,
    "one_of": lambda item, name, values: item.get(name) in values,
    "below": lambda item, name, value: name not in item or item[name] < value,
}


class FakeRunTable:
    """A `RunTable` and a `PlanStore`; `written` are the keys of all writes that took effect."""

    def __init__(self):
        self.content = {}
        self.written = []

    # controls

    def put(self, key, **values):
        self.content[key] = {"pk": key[0], "sk": key[1], **values}

    def change(self, key, **values):
        self.content[key] |= values

    def remove(self, key):
        del self.content[key]

    # the ports

    def item(self, key):
        return dict(self.content.get(key, {}))

    def items(self, partition, prefix="", *, newest=0):
        keys = sorted(k for k in self.content if k[0] == partition and k[1].startswith(prefix))
        found = [dict(self.content[key]) for key in keys]
        return found[::-1][:newest] if newest else found

    def write(self, *writes):
        if not all(self._allowed(write) for write in writes):
            return False
        for write in writes:
            self._carry_out(write)
            self.written.append(write.key)
        return True

    def _allowed(self, write):
        item = self.content.get(write.key, {})
        return all(CONDITIONS[kind](item, name, value) for kind, name, value in write.when)

    def _carry_out(self, write):
        keys = {"pk": write.key[0], "sk": write.key[1]}
        if write.kind == "delete":
            self.content.pop(write.key, None)
        elif write.kind == "put":
            self.content[write.key] = {**keys, **write.values}
        elif write.kind == "update":
            item = {**keys, **self.content.get(write.key, {}), **write.values}
            self.content[write.key] = {k: v for k, v in item.items() if k not in write.remove}
