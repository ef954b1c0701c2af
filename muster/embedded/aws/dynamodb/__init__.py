"""The items of DynamoDB: reading, conditional writing, transactions. Tables themselves are moto's.

moto copies the whole table for every transaction and walks every attribute many times, which a plan
of a thousand servers cannot afford. Amazon DynamoDB Developer Guide, "Expressions", "Transactions",
"Constraints"; API Reference for errors and their texts.
"""

from muster.embedded.aws.dynamodb.service import service

__all__ = ["service"]
