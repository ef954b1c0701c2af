#!/bin/sh
# Plans in continuous integration, with any system that can run a shell.
#
#   plans.sh check       every plan: check, compile, judge the runbooks, simulate; needs no account
#   plans.sh difference  what publishing would change; needs credentials that may read
#   plans.sh publish     publish all plans and people; needs the role muster-publisher
#
# Settings, each an environment variable:
#   PLANS      folder with plans, groups and people              plans
#   REPORTS    folder for reports (JUnit, SARIF) and runbooks    reports
#   INVENTORY  source servers to simulate with, a file; without it nothing is simulated
#   WHERE      which AWS: --real, or --profile NAME              --real
#
# Exit code: that of the first command of muster that did not answer yes; 2: wrong usage.
set -eu

PLANS=${PLANS:-plans}
REPORTS=${REPORTS:-reports}
INVENTORY=${INVENTORY:-}
WHERE=${WHERE---real}

# A plan is a file with a key `plan`; groups and people lie beside it.
each_plan() {
  grep -lsE '^plan:' "$PLANS"/*.yaml "$PLANS"/*.yml
}

check() {
  muster plan check "$PLANS" --junit "$REPORTS/plans.xml" --sarif "$REPORTS/plans.sarif"
  rm -rf "$REPORTS/runbooks"
  each_plan | while read -r plan; do
    muster plan compile "$plan" -o "$REPORTS/runbooks" >/dev/null
  done
  muster runbook check "$REPORTS/runbooks" --junit "$REPORTS/runbooks.xml"
  if [ -n "$INVENTORY" ]; then
    simulate
  fi
}

simulate() {
  each_plan | while read -r plan; do
    for mode in drill recovery; do
      echo "a $mode of $plan, simulated:"
      muster simulate "$plan" --inventory "$INVENTORY" --mode "$mode" </dev/null
    done
  done
}

difference() {
  # shellcheck disable=SC2086 # WHERE is one or two words
  muster plan diff "$PLANS" --pack $WHERE || [ $? -eq 1 ] # 1: there is a difference
}

publish() {
  # shellcheck disable=SC2086 # likewise
  muster plan publish "$PLANS" --pack $WHERE
}

case "${1:-}" in
  check | difference | publish) "$1" ;;
  *)
    sed -n 's/^#   \(plans\.sh .*\)/\1/p' "$0" >&2
    exit 2
    ;;
esac
