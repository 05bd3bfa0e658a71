"""Fails if a public symbol of a symbol graph has no documentation comment."""

import json
import pathlib
import sys

CODING = ("init(from:)", "encode(to:)", "hash(into:)", "==(_:_:)", "description", "debugDescription")
missing = []
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.symbols.json")):
    graph = json.loads(path.read_text())
    inherited = {r["source"] for r in graph["relationships"] if "sourceOrigin" in r}
    overridden = {r["source"] for r in graph["relationships"]
                  if r["kind"] in ("requirementOf", "overrides", "defaultImplementationOf")}
    for symbol in graph["symbols"]:
        name = symbol["names"]["title"]
        identifier = symbol["identifier"]["precise"]
        if symbol.get("docComment") or identifier in inherited or "location" not in symbol:
            continue
        if identifier in overridden and "requirementOf" not in identifier:
            continue
        if name in CODING or symbol["kind"]["identifier"] == "swift.extension":
            continue
        where = symbol["location"]
        missing.append(f"{where['uri'].rsplit('/', 1)[-1]}:{where['position']['line'] + 1} "
                       f"{'.'.join(symbol['pathComponents'])}")
for line in missing:
    print("no documentation:", line)
sys.exit(1 if missing else 0)
