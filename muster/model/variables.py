"""What a hook may know of its run and its servers: `${muster.…}` in parameters and commands.

Every value has a narrow form of AWS or of this format, so none needs quoting in a shell; names and
tags of servers are not among them.
"""

import re
from collections.abc import Iterator

OF_RUN = ("run", "wave", "plan", "mode")
OF_SERVER = ("instance_id", "private_ip", "source_server_id")
OF_SERVERS = ("instance_ids", "private_ips", "source_server_ids")
ALL = (*OF_RUN, *OF_SERVER, *OF_SERVERS)
_VARIABLE = re.compile(r"\$\{muster\.([^}]*)\}")


def variables_in(text: str) -> Iterator[str]:
    """Yield the names of the variables in a text, known or not."""
    yield from _VARIABLE.findall(text)


def written(name: str) -> str:
    """The variable as a plan has it."""
    return f"${{muster.{name}}}"
