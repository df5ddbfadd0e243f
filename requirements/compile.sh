#!/bin/sh
# Pins what pyproject.toml names, with hashes and for Python 3.10-3.13 on every platform. Needs uv.
# argostranslate asks for stanza, spacy and minisbd; the modules that we import need none of them.
set -eu
cd "$(dirname "$0")/.."
left_out=$(mktemp)
printf '%s ; python_version < "3"\n' stanza spacy minisbd > "$left_out"
lock() {
    uv pip compile --quiet --universal --python-version 3.10 --generate-hashes --no-annotate \
        --no-header --no-emit-index-url --no-emit-find-links --overrides "$left_out" "$@"
}
lock pyproject.toml requirements/build.in -o requirements/run.lock
lock pyproject.toml requirements/build.in --extra dev -o requirements/dev.lock
rm "$left_out"
