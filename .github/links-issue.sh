#!/usr/bin/env bash
# Keeps the one issue on links that broke: links-issue.sh STATUS REPORT RUN
# STATUS is lychee's: 0 where all links answer, 2 where some don't. With any other the check itself failed, which
# says nothing about the links: the issue stays as it is, and the run fails, so that its owner hears of it.
set -euo pipefail
status=$1 report=$2 run=$3
export TITLE="Links that no longer answer"

number=$(gh issue list --state open --limit 1000 --json number,title \
  --jq '[.[] | select(.title == env.TITLE) | .number] | min // empty')

case "$status" in
  0)
    if [ -n "$number" ]; then
      gh issue close "$number" --comment "All links answer again: $run"
    fi
    ;;
  2)
    {
      echo "Once a week all links to other sites are tried ($run). These did not answer as a page should."
      echo "Open each in a browser before you change anything: a site may have been down for an hour, or turn robots away."
      echo "What has moved, \`MAINTAINING.md\` says how to mend: see *Watching the world*."
      echo
      head -c 60000 "$report"  # an issue holds 65,536 characters
    } > body.md
    if [ -n "$number" ]; then
      gh issue edit "$number" --body-file body.md
    else
      gh issue create --title "$TITLE" --body-file body.md
    fi
    ;;
  *)
    echo "The links could not be checked (status ${status:-unknown}): see the step before this one." >&2
    exit 1
    ;;
esac
