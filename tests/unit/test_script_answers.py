"""What a refusal of StartRecovery means, whatever DRS says and leaves out."""

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from ssm_documents.scripts.lib.answers import judged_refusal

FOUR = ("s-1", "s-2", "s-3", "s-4")
HALVES = (("s-1", "s-2"), ("s-3", "s-4"))


def refused(code: str, status: int = 400, **said: str) -> ClientError:
    answer = {"Error": {"Code": code, "Message": "no"}, **said}
    answer["ResponseMetadata"] = {"HTTPStatusCode": status}
    return ClientError(answer, "StartRecovery")


@pytest.mark.parametrize(
    "error",
    [ReadTimeoutError(endpoint_url="drs"), refused("InternalServerException", 500)],
)
def test_without_an_answer_nobody_calls_again_before_the_jobs_were_looked_through(error):
    judged = judged_refusal(FOUR, error)

    assert judged.is_open
    assert not judged.again


def test_a_throttled_call_waits_as_it_is():
    judged = judged_refusal(FOUR, refused("ThrottlingException", 429))

    assert not judged.is_open
    assert judged.waits_for
    assert not judged.again


def test_a_busy_server_that_drs_names_waits_and_the_others_do_not():
    judged = judged_refusal(FOUR, refused("ConflictException", 409, resourceId="s-3"))

    assert judged.again == (("s-1", "s-2", "s-4"),)
    assert "s-3" in judged.waits_for
    assert not judged.bad


def test_a_conflict_that_names_nobody_is_halved_after_another_look():
    judged = judged_refusal(FOUR, refused("ConflictException", 409, resourceId="drsjob-1"))

    assert judged.is_anybodys
    assert judged.again == HALVES


@pytest.mark.parametrize(
    ("code", "quota", "again"),
    [
        ("L-B827C881", "a_job", HALVES),
        ("L-D88FAC3A", "jobs", ()),
        ("L-05AFA8C6", "servers", ()),
        ("L-unknown", "", ()),
    ],
)
def test_a_smaller_job_is_tried_at_once_only_where_the_quota_is_of_a_job(code, quota, again):
    judged = judged_refusal(FOUR, refused("ServiceQuotaExceededException", 402, quotaCode=code))

    assert (judged.quota, judged.again) == (quota, again)
    assert judged.waits_for


@pytest.mark.parametrize("code", ["ValidationException", "ResourceNotFoundException", "Unknown"])
def test_a_bad_server_is_found_by_its_name_or_by_halving(code):
    named = judged_refusal(FOUR, refused(code, resourceId="s-2"))
    unnamed = judged_refusal(FOUR, refused(code))
    alone = judged_refusal(("s-4",), refused(code))

    assert (named.bad, named.again) == (("s-2",), (("s-1", "s-3", "s-4"),))
    assert (unnamed.bad, unnamed.again) == ((), HALVES)
    assert (alone.bad, alone.again) == (("s-4",), ())
    assert "DRS refuses it" in alone.reason
