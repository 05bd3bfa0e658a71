#!/usr/bin/env bash
# Builds the documentation of every library with docc; a link that leads nowhere is an error, and so
# is a public symbol without a comment.
set -euo pipefail
cd "$(dirname "$0")/.."
graphs=$(mktemp -d)
trap 'rm -rf "$graphs"' EXIT
swift build
bin=$(swift build --show-bin-path)
modules=$(find Sources Environments Agents -name '*.swift' | cut -d/ -f2 | sort -u | grep -vx apus)
maps=()
for map in Sources/*/module.modulemap .build/checkouts/*/Sources/*/include/module.modulemap \
  "$bin"/*.build/module.modulemap; do
  maps+=(-Xcc "-fmodule-map-file=$PWD/${map#"$PWD/"}")
done
for module in $modules; do
  swift symbolgraph-extract -module-name "$module" -target x86_64-unknown-linux-gnu \
    -I "$bin/Modules" "${maps[@]}" -minimum-access-level public -output-dir "$graphs" \
    -skip-synthesized-members
done
python3 Documentation/undocumented.py "$graphs"
archives=()
for module in $modules; do
  mkdir -p "$graphs/$module" && mv "$graphs/$module".symbols.json "$graphs/$module/"
  mv "$graphs/$module"@*.symbols.json "$graphs/$module/" 2>/dev/null || true
  docc convert --additional-symbol-graph-dir "$graphs/$module" --fallback-display-name "$module" \
    --fallback-bundle-identifier "apus.$module" --output-path "$graphs/$module.doccarchive" \
    --warnings-as-errors
  archives+=("$graphs/$module.doccarchive")
done
rm -rf .build/documentation
docc merge "${archives[@]}" --synthesized-landing-page-name Apus --output-path .build/documentation
echo "Wrote .build/documentation.  To read it: python3 -m http.server -d .build/documentation,"
echo "and open http://localhost:8000/documentation/"
