"""What only a real account can answer: one file a question, each with `QUESTION`, `OPEN`, `probe`.

A probe makes documents called `muster-probe-…`, runs them as whoever asks, and deletes them. They
read, sleep, or start each other.
"""
