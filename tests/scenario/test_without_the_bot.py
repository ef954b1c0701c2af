"""The bot is down: a whole drill from the command lines that SNS brings to whoever must act."""

import json
import shlex
from contextlib import contextmanager

from stage import ACCOUNT, APPROVER, OPERATOR, REGION, Stage

TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:AutomationMuster"
UNLUCKY = "s-57e730f6102e1f793"
FAILS_TWICE = f"""
faults:
- launch-failure: {{server: {UNLUCKY}, reason: "no capacity", times: 2}}
"""
LINE = "aws ssm start-automation-execution "


class Inbox:
    """Somebody's mail: everything that is published on the topic."""

    def __init__(self, stage):
        sqs = stage.client("sqs")
        self._sqs = sqs
        self._url = sqs.create_queue(QueueName="inbox")["QueueUrl"]
        arn = f"arn:aws:sqs:{REGION}:{ACCOUNT}:inbox"
        stage.client("sns").subscribe(TopicArn=TOPIC, Protocol="sqs", Endpoint=arn)
        self.mails = []

    def look(self):
        """What has come since the last look, as (subject, text)."""
        new = []
        while found := self._sqs.receive_message(
            QueueUrl=self._url, MaxNumberOfMessages=10, WaitTimeSeconds=0
        ).get("Messages"):
            for message in found:
                self._sqs.delete_message(QueueUrl=self._url, ReceiptHandle=message["ReceiptHandle"])
                mail = json.loads(message["Body"])
                new.append((mail["Subject"], mail["Message"]))
        self.mails += new
        return new

    def wait(self, stage, subject):
        """The text of the next mail whose subject begins so."""
        came = []
        stage.until(lambda: came.extend(self.look()) or any(_is(mail, subject) for mail in came))
        return next(text for about, text in came if about.startswith(subject))


def _is(mail, subject):
    return mail[0].startswith(subject)


def line_of(text, word):
    """The command behind `word:` in a mail."""
    begins = f"{word}: {LINE}"
    found = [line for line in text.splitlines() if line.startswith(begins)]
    assert len(found) == 1, text
    return found[0].removeprefix(f"{word}: ")


def type_in(stage, line, who):
    """Do what the aws CLI would do with the line; gives the answer of the document."""
    words = shlex.split(line)
    assert words[:3] == ["aws", "ssm", "start-automation-execution"]
    given = dict(zip(words[3::2], words[4::2], strict=True))
    assert set(given) == {"--region", "--document-name", "--parameters"}
    assert given["--region"] == REGION
    answer = stage.client("ssm", who).start_automation_execution(
        DocumentName=given["--document-name"], Parameters=json.loads(given["--parameters"])
    )
    execution = answer["AutomationExecutionId"]
    stage.until_ended(execution)
    found = stage.execution(execution)
    assert found["AutomationExecutionStatus"] == "Success", found.get("FailureMessage")
    return next(iter(found["Outputs"].values()))[0]


@contextmanager
def with_mail(**given):
    with Stage(quick=True, **given) as stage:
        yield stage, Inbox(stage)


def test_a_whole_drill_is_done_with_the_lines_that_the_mails_carry():
    with with_mail(faults=FAILS_TWICE) as (stage, inbox):
        run = stage.drill(OPERATOR, Reason="the bot is down", Ticket="CHG-7")

        asked = inbox.wait(stage, "Approval needed: payments, applications")
        assert run in asked
        assert UNLUCKY in asked
        assert "gate applications is approved" in type_in(
            stage, line_of(asked, "Approve"), APPROVER
        )

        failed = inbox.wait(stage, "Decision needed: payments, wave applications")
        assert "1 of 2 servers not launched" in failed
        assert "attempt 2" in type_in(stage, line_of(failed, "retry"), OPERATOR)

        again = inbox.wait(stage, "Decision needed: payments, wave applications")
        type_in(stage, line_of(again, "skip"), OPERATOR)

        ended = inbox.wait(stage, "Succeeded: drill of payments")
        assert "skipped: applications" in ended
        assert stage.run(run)["state"] == "succeeded"
        assert "no drill instance" in stage.do("cleanup", run)
        assert len(inbox.mails) == 4


def test_a_rejected_wave_asks_for_a_decision_and_abort_ends_the_run():
    with with_mail() as (stage, inbox):
        run = stage.drill()
        asked = inbox.wait(stage, "Approval needed")
        type_in(stage, line_of(asked, "Reject"), APPROVER)
        asks = inbox.wait(stage, "Decision needed")

        type_in(stage, line_of(asks, "abort"), OPERATOR)

        assert inbox.wait(stage, "Aborted: drill of payments")
        assert stage.run(run)["state"] == "aborted"


def test_pause_and_resume_need_no_bot_either():
    with with_mail() as (stage, inbox):
        run = stage.drill()
        stage.until_wave(run, "databases", "recovering")

        stage.do("pause", run, Reason="wait for the network")
        stage.until_wave(run, "databases", "succeeded")
        stage.pass_time(1800)
        assert inbox.look() == []
        assert stage.waves(run)["applications"] == "pending"

        stage.do("resume", run)
        assert inbox.wait(stage, "Approval needed")
