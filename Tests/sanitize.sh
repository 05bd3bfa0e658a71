#!/usr/bin/env bash
# Runs the random programs under the sanitizers that are named, or under both.
set -euo pipefail
cd "$(dirname "$0")/.."

# A sanitizer would make the build of everything long.
export APUS_CORE_ALONE=1
# The crashed process would draw its own backtrace first, and hold up the report.
export SWIFT_BACKTRACE=enable=no
export TSAN_OPTIONS=halt_on_error=1
# The testing library itself leaks a few blocks at exit.
export ASAN_OPTIONS=detect_leaks=0

[ $# -gt 0 ] || set -- address thread
for sanitizer; do
  echo "Under the ${sanitizer} sanitizer:"
  # What one thread does alone is nothing to ThreadSanitizer.
  tests=.; [ "$sanitizer" = address ] || tests='to the bit'
  swift test -c release -Xswiftc -enable-testing --sanitize="$sanitizer" \
    --scratch-path ".build/$sanitizer" --disable-xctest --filter "$tests"
done
