"""The run table of a stage: its items as plain values, read and written from outside a run."""

from collections.abc import Mapping
from typing import Any

from muster.engine.codec import decode_item, encode_item


class StagedTable:
    """What a stage knows of its run table; a stage gives the `client` of a service."""

    def client(self, service: str) -> Any:
        raise NotImplementedError

    def item(self, pk: str, sk: str) -> dict[str, Any]:
        table = self.client("dynamodb")
        key = {"pk": {"S": pk}, "sk": {"S": sk}}
        return decode_item(table.get_item(TableName="muster", Key=key).get("Item") or {})

    def items(self, pk: str, prefix: str = "") -> list[dict[str, Any]]:
        answer = self.client("dynamodb").query(
            TableName="muster",
            KeyConditionExpression="pk = :pk AND begins_with(sk, :sk)" if prefix else "pk = :pk",
            ExpressionAttributeValues={":pk": {"S": pk}}
            | ({":sk": {"S": prefix}} if prefix else {}),
        )
        return [decode_item(item) for item in answer["Items"]]

    def run(self, run: str) -> dict[str, Any]:
        return self.item(f"RUN#{run}", "RUN")

    def set_run(self, run: str, **values: str | int) -> None:
        """Write to the run as somebody else did."""
        self.set_item(f"RUN#{run}", "RUN", **values)

    def set_item(self, pk: str, sk: str, **values: str | int) -> None:
        """Write to an item as somebody else did."""
        for key, value in values.items():
            self.client("dynamodb").update_item(
                TableName="muster",
                Key={"pk": {"S": pk}, "sk": {"S": sk}},
                UpdateExpression="SET #k = :v",
                ExpressionAttributeNames={"#k": key},
                ExpressionAttributeValues={
                    ":v": {"S": value} if isinstance(value, str) else {"N": str(value)}
                },
            )

    def wave(self, run: str, wave: str) -> dict[str, Any]:
        return self.item(f"RUN#{run}", f"WAVE#{wave}")

    def waves(self, run: str) -> dict[str, str]:
        return {item["wave"]: item["state"] for item in self.items(f"RUN#{run}", "WAVE#")}

    def audit(self, run: str) -> list[str]:
        return [row["text"] for row in self.items(f"AUDIT#{run}")]

    def _put(self, pk: str, sk: str, values: Mapping[str, Any]) -> None:
        item = encode_item({"pk": pk, "sk": sk, **values})
        self.client("dynamodb").put_item(TableName="muster", Item=item)
