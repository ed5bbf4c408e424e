#!/bin/sh
# Makes a virtual environment and installs the hashed lock into it; a second call with nothing changed is instant.
#   sh .ci/setup.sh run   what running needs, in .venv       sh .ci/setup.sh dev      tests and linters too
#   sh .ci/setup.sh site  what `make site` needs beside it, in .venv-site: running never sees those packages
#   sh .ci/setup.sh interop  other readers of the file, in .venv-interop: they need an older DuckDB
# Uses what the system has: venv with pip, else uv, else virtualenv, else the system's own pip.
# PYTHON=/path/to/python chooses the interpreter.
set -eu
cd "$(dirname "$0")/.."
kind=${1:-run}
locks_of() {
    case $1 in
        run) echo "requirements.lock" ;;
        dev) echo "requirements-dev.lock requirements-fonts.lock" ;;
        site | interop) echo "requirements-$1.lock" ;;
    esac
}
locks=$(locks_of "$kind")
[ -n "$locks" ] || { echo "usage: sh .ci/setup.sh run|dev|site|interop" >&2; exit 2; }
case $kind in run | dev) venv=.venv ;; *) venv=.venv-$kind ;; esac
venv_python=$venv/bin/python

say() { printf '%s\n' "$*" >&2; }
have() { command -v "$1" >/dev/null 2>&1; }
recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
fingerprint() { { pwd; echo "$1"; cat $(locks_of "$1") pyproject.toml .ci/setup.sh; } | cksum; }
installed() { [ "$(cat "$venv/.installed-$1" 2>/dev/null)" = "$(fingerprint "$1")" ]; }

find_python() {
    for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if have "$candidate" && recent "$candidate"; then echo "$candidate"; return; fi
    done
}

make_venv() {
    python=$(find_python)
    if [ -n "$python" ]; then
        "$python" -m venv $venv >/dev/null 2>&1 && return
        rm -rf $venv
        have uv && uv venv --quiet --python "$python" $venv && return
        have virtualenv && virtualenv --quiet --python "$python" $venv >/dev/null && return
        "$python" -m virtualenv --quiet $venv >/dev/null 2>&1 && return
        # Debian without python3-venv still makes a venv without pip, and a system pip can fill it.
        "$python" -m pip --version >/dev/null 2>&1 && "$python" -m venv --without-pip $venv && return
        say "Python lacks venv and there is no uv or virtualenv: install one, e.g.  apt install python3-venv"
    else
        have uv && uv venv --quiet --python '>=3.11' $venv && return
        say "Python 3.11 or newer is needed: install it, e.g.  apt install python3 python3-venv"
    fi
    rm -rf $venv
    exit 2
}

install() {
    if $venv_python -m pip --version >/dev/null 2>&1; then
        $venv_python -m pip install -qq --disable-pip-version-check --no-input "$@"
    elif have uv; then
        uv pip install --quiet --python $venv_python "$@"
    else
        "$(find_python)" -m pip --python $venv_python install -qq --disable-pip-version-check --no-input "$@"
    fi
}

if [ -x $venv_python ] && recent $venv_python; then
    # What tests need holds all that running needs, in the same versions.
    if installed "$kind" || { [ "$kind" = run ] && installed dev; }; then exit 0; fi
else
    rm -rf $venv
    say "… $venv を作成中 creating $venv"
    make_venv
fi
say "… $locks から導入中 installing, hashes checked (once, about a minute)"
for lock in $locks; do
    case $lock in
        *fonts*) install --require-hashes --no-deps -r "$lock" ;;
        *) install --require-hashes -r "$lock" ;;
    esac
done
# Bytecode halves the start of every command, also where PYTHONDONTWRITEBYTECODE is set.
env -u PYTHONDONTWRITEBYTECODE $venv_python -m compileall -q -j 0 $venv/lib >/dev/null 2>&1 || true
if [ $venv != .venv ]; then
    fingerprint "$kind" >"$venv/.installed-$kind"
    exit 0
fi
install --no-deps --no-build-isolation -e .
env -u PYTHONDONTWRITEBYTECODE $venv_python -m compileall -q -j 0 kyokai_pipeline >/dev/null 2>&1 || true
# `dagster` and `dg` read .env in this folder. An exported DAGSTER_HOME goes first, as it does for `kyokai`; the path is
# written out, because what a shell says of its folder (PWD) may be another one than this.
printf 'DAGSTER_HOME=${DAGSTER_HOME:-%s/warehouse/.dagster}\n' "$(pwd -P)" >.env
mkdir -p warehouse/.dagster
[ -f warehouse/.dagster/dagster.yaml ] || cp kyokai_pipeline/defs/dagster.yaml warehouse/.dagster/dagster.yaml
fingerprint "$kind" >"$venv/.installed-$kind"
