"""The numbers the engine counts with, in seconds unless named otherwise, with their reasons."""

SERVERS_A_JOB = 100  # DRS quota L-B827C881; the API shape would allow 200
JOBS_IN_PROGRESS = 20  # DRS quota L-D88FAC3A, per account and Region
SERVERS_IN_JOBS = 500  # DRS quota L-05AFA8C6, per account and Region

WAVES_AT_ONCE = 40  # well below SSM's 100 concurrent automations, which children share
RUNS_AT_ONCE = 50  # with the waves, 90 of the 100; what is left is for hooks and verbs
SLOT_LIFE = 180  # a run that does not renew its part of the automations for this long has none
START_GRACE = 120  # a wave without a claim and without an execution is started again after this
WAVE_LIVES = 2  # how often a dead execution of an attempt is replaced before the wave is `lost`

LEASE = 120  # how long a driver's lease lasts
CLOCK_MARGIN = 30  # a holder stops this early, a taker waits this much longer: two clocks differ
DRIVER_LOST = 120  # a heartbeat older than this means that nobody drives

CALL_AFTER_INTENT = (
    12  # StartRecovery is called so long after its intent at most: 15 after a cancel
)
INTENT_GIVEN_UP = 180  # without a job, an intent is void this long after it was written

PASS = 540  # one pass of a script ends after this; SSM stops a script at 600
DRIVER_TICK = 3
DRIVER_TICK_OF_MANY = 2  # while MANY_WAVES or more are under way: one of them ends at any time
MANY_WAVES = 8
DRIVER_NEXT = 1  # after the end of a wave: one listing of jobs ends several, a second or two apart
WAVE_TICK = 12
"""Five polls of DRS's jobs a minute for each account and Region: DRS publishes no rate, and this is
what its users report as safe. A refused poll counts, and is not repeated before its time."""

POLL_TURN = 20
"""Who lists DRS's jobs also has the next turn, if it comes within this long; then another may."""
TICKET_LIFE = 120
"""A wave that waits for room and does not say so again for this long is forgotten."""
HEAD_START = 1200
"""A wave that waits for room is ahead by this for each wave after it: about as long as a job."""
JOBS_KEPT = 900
"""A job that is over stays in the snapshot this long: a wave that was replaced finds its result."""
LEARNED_FOR = 3600
"""A quota that DRS showed to be smaller than documented is believed this long."""
JOBS_AT_FIRST = 86400
"""So far back a first listing of jobs looks: none is known to last longer."""
CLOCKS = 60
"""Times of two machines are compared with this margin."""
