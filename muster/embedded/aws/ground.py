"""What recovery instances stand on in moto's EC2: an image, the default VPC, its subnets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Ground:
    """Ids of one account and Region: an image to run, the default VPC, its subnets."""

    image_id: str
    vpc_id: str
    subnet_ids: tuple[str, ...]


def prepare(ec2: Any, subnets: Sequence[str]) -> Ground:
    """Look at moto's defaults, register one image, make the given subnets (CIDR blocks)."""
    vpc = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"][0]
    for cidr in subnets:
        ec2.create_subnet(VpcId=vpc["VpcId"], CidrBlock=cidr)
    found = ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [vpc["VpcId"]]}])
    image = ec2.register_image(Name="drs-conversion-result", Architecture="x86_64")["ImageId"]
    return Ground(image, vpc["VpcId"], tuple(subnet["SubnetId"] for subnet in found["Subnets"]))
