"""Plans of any size, made up."""


def plan_text(servers: int, waves: int) -> str:
    """A plan file: so many servers, spread evenly over a chain of so many waves."""
    share = [servers * (wave + 1) // waves - servers * wave // waves for wave in range(waves)]
    lines = [
        "plan: large",
        'target: {region: us-west-2, account: "123456789012"}',
        "objectives: {rto: 4h, rpo: 5m}",
        "groups:",
    ]
    number = 0
    for wave, count in enumerate(share):
        lines += [f"  group-{wave}:", "    servers:"]
        lines += [f"      - s-{server:017d}" for server in range(number, number + count)]
        number += count
    lines.append("waves:")
    for wave in range(waves):
        needs = f", needs: [wave-{wave - 1}]" if wave else ""
        lines.append(f"  - {{wave: wave-{wave}, groups: [group-{wave}]{needs}}}")
    return "\n".join([*lines, ""])
