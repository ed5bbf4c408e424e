#!/bin/sh
# Writes the locks from pyproject.toml: every version and every hash, no address of any registry.
#   requirements.lock        what `make run` installs
#   requirements-dev.lock    the same versions, and what tests and linters need
#   requirements-site.lock   what `make site` puts into .venv-site: neither running nor tests see it
#   requirements-interop.lock what `make interop` puts into .venv-interop: other readers of the file, 0.7 GB
#   requirements-fonts.lock  one font for the tests' PDFs; installed --no-deps, because the package that
#                            carries it also asks for a chart library that nothing here uses
set -eu
cd "$(dirname "$0")/.."
uv=${UV:-.venv/bin/uv}
command -v "$uv" >/dev/null 2>&1 || uv=uv
command -v "$uv" >/dev/null 2>&1 || { echo "make lock needs uv: pip install uv" >&2; exit 2; }

compile() {
    output=$1
    shift
    "$uv" pip compile "$@" --quiet --universal --python-version 3.11 --generate-hashes \
        --no-annotate --no-header --no-strip-extras --output-file "$output"
}

compile requirements-dev.lock pyproject.toml --extra build --extra mcp --extra s3 --extra test --extra dev
compile requirements.lock pyproject.toml --extra build --constraint requirements-dev.lock
compile requirements-site.lock --group site
printf '%s\n' "duckdb>=1.4,<1.5" "ibis-framework[duckdb]>=12,<13" "mlcroissant>=1.1,<2" "polars>=2.1,<3" |
    compile requirements-interop.lock -
echo "matplotlib-fontja==1.1.0" | compile requirements-fonts.lock - --no-deps
