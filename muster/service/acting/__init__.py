"""Acting on a run without a runbook in between: an intent is written, then carried out.

One file a kind of act, of equal form: a wish (a value), and a function that gives a `Deed`. When
the function returns, the wish is durable: it stands in the run table together with its row of the
record. What is left is `Deed.follow_up`, which may fail or never come: the reconciler repeats it.
"""
