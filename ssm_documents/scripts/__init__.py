"""Bodies of the `aws:executeScript` steps: the most dangerous code of the product.

Standard library and boto3 only. Re-entrant at every line: a script may be killed between any two
calls and run again, by itself or by another execution.
"""
