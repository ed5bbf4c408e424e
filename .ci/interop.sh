#!/bin/sh
# Opens WAREHOUSE with DuckDB 1.4, ibis, polars, mlcroissant and, where npm is, Node: sh .ci/interop.sh WAREHOUSE
set -eu
cd "$(dirname "$0")/.."
venv=.venv-interop
sh .ci/setup.sh interop
$venv/bin/python .ci/interop.py "$1"
if command -v npm >/dev/null 2>&1; then
    [ -d $venv/node_modules ] || npm install --silent --no-audit --no-fund --prefix $venv @duckdb/node-api@1.5.6-r.1
    warehouse=$(cd "$1" && pwd)
    cp .ci/interop.mjs $venv/interop.mjs
    node $venv/interop.mjs "$warehouse"
fi
