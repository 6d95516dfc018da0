#!/usr/bin/env python3
"""Lists what a build of duizhao contains, as CycloneDX 1.5 in JSON: the crates that are compiled in for a target, with
version, licence, checksum and package URL, the data, and the compiler. The same Cargo.lock and compiler give the same bytes.

    .ci/sbom.py TARGET FEATURES [PACKAGE] > duizhao.cdx.json
"""

import json
import re
import subprocess
import sys

DATA = [
    ("CC-CEDICT", "2024-06-07", "CC-BY-SA-4.0", "https://cc-cedict.org/"),
    ("OpenCC character tables", "as in hanconv 0.5.1", "Apache-2.0", "https://github.com/BYVoid/OpenCC"),
    ("jieba dictionary", "as in jieba-rs 0.11.0", "MIT", "https://github.com/messense/jieba-rs"),
]


def said(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def cargo(*args):
    return said("cargo", *args)


def compiled(target, features, package):
    """Name and version of what a build compiles in; metadata would count in what only the tests switch on."""
    edges = ["--edges=normal,no-proc-macro", "--prefix=none", "--format={p}"]
    tree = cargo("tree", "--locked", f"--package={package}", f"--target={target}", f"--features={features}", *edges)
    found = re.findall(r"^(\S+) v(\S+)", tree, re.MULTILINE)
    return {(name, version) for name, version in found if name not in ("duizhao", package)}


def main(target, features, package="duizhao"):
    metadata = json.loads(cargo("metadata", "--locked", "--format-version=1", f"--filter-platform={target}", "--all-features"))
    packages = {(p["name"], p["version"]): p for p in metadata["packages"]}
    lock = open("Cargo.lock", encoding="utf-8").read()
    entry = re.compile(r'name = "([^"]+)"\nversion = "([^"]+)"\nsource = [^\n]+\nchecksum = "([0-9a-f]{64})"')
    checksums = {(name, version): digest for name, version, digest in entry.findall(lock)}

    def component(key):
        p = packages[key]
        found = {
            "type": "library",
            "bom-ref": f"{p['name']}@{p['version']}",
            "name": p["name"],
            "version": p["version"],
            "licenses": [{"expression": re.sub(r" */ *", " OR ", p["license"] or "NOASSERTION")}],
            "purl": f"pkg:cargo/{p['name']}@{p['version']}",
        }
        if digest := checksums.get((p["name"], p["version"])):
            found["hashes"] = [{"alg": "SHA-256", "content": digest}]
        return found

    data = [
        {
            "type": "data",
            "bom-ref": name,
            "name": name,
            "version": version,
            "licenses": [{"license": {"id": licence}}],
            "externalReferences": [{"type": "website", "url": url}],
        }
        for name, version, licence, url in DATA
    ]
    own = next(p for (name, _), p in packages.items() if name == "duizhao")
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "tools": {"components": [{"type": "application", "name": "rustc", "version": said("rustc", "--version").split()[1]}]},
            "component": {
                "type": "application",
                "bom-ref": f"duizhao@{own['version']}",
                "name": "duizhao",
                "version": own["version"],
                "licenses": [{"expression": own["license"]}],
            }
        },
        "components": sorted(map(component, compiled(target, features, package)), key=lambda c: c["bom-ref"]) + data,
    }
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
    print()


if __name__ == "__main__":
    main(*sys.argv[1:])
