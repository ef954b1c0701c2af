"""Whoever asks the embedded AWS for the time gets its own time, not the machine's."""

import http.client
from email.utils import parsedate_to_datetime

from stage import OPERATOR, REGION, START

from muster.embedded.aws.seeds import Inventory
from muster.embedded.aws.world import World


def test_every_answer_is_dated_with_the_time_of_the_world():
    with World(Inventory(), start=START) as world:
        world.clock.advance_to(START + 3_600)
        for service, operation in (("sts", "get_caller_identity"), ("sns", "list_topics")):
            client = world.client(service, principal=OPERATOR, region=REGION)
            answer = getattr(client, operation)()

            headers = answer["ResponseMetadata"]["HTTPHeaders"]
            assert parsedate_to_datetime(headers["date"]).timestamp() == START + 3_600


def test_on_the_network_too_there_is_one_date_and_it_is_the_worlds():
    with World(Inventory(), start=START) as world:
        connection = http.client.HTTPConnection("127.0.0.1", world.listen().port)
        connection.request("POST", "/", body="{}")

        dates = connection.getresponse().headers.get_all("Date")

        connection.close()
    assert [parsedate_to_datetime(date).timestamp() for date in dates] == [START]
