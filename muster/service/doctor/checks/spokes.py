"""The other accounts that plans recover in."""

from collections.abc import Iterator

from muster.service.doctor.finding import Answer, bad, good, passed_over
from muster.service.doctor.patient import Patient
from muster.service.doctor.spokes import external_id, spoke_accounts
from muster.service.errors import MissingError

TITLE = "other accounts"


def check(patient: Patient) -> Iterator[Answer]:
    """The hub knows the external id; that it is let in, only the automation role can try."""
    try:
        accounts = spoke_accounts(patient.service)
        known = external_id(patient.service)
    except MissingError:
        return  # the run table's check says so
    if not accounts:
        yield good("no plan recovers in another account")
    elif not known:
        yield bad(
            f"plans recover in {', '.join(accounts)}; the hub knows no external id",
            "docs/how-to/add-an-account.md",
        )
    else:
        named = ", ".join(accounts)
        yield passed_over(f"{named}: `--probe` tries whether the automation role is let in")
