"""The short way of a call in the process: from parameters to the answer, without HTTP.

It leads to services of ours, and to what a run asks of moto; it is for calls that are surely
fine. What it cannot vouch for it leaves to the wire: parameters and answers with anything unusual
in them, refusals, lost answers. So it needs no words of its own for what is wrong, and botocore
finds the same in both.
"""

from muster.embedded.aws.short_way.calling import ShortWay
from muster.embedded.aws.short_way.road import road

__all__ = ["ShortWay", "road"]
