# Helpers of the scripts in this folder; sourced from the root of the project.
# shellcheck shell=bash

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

# checksum FILE...: one checksum of the contents of all files
checksum() { cat "$@" | sha256sum | cut -d' ' -f1; }

# once NAME KEY COMMAND...: run the command unless it last succeeded with the same key
once() {
  local stamp=".venv/stamps/$1" key="$2"
  shift 2
  [[ -f $stamp && $(<"$stamp") == "$key" ]] && return 0
  "$@"
  mkdir -p .venv/stamps
  printf '%s' "$key" >"$stamp"
}

find_python() {
  local name
  for name in "${PYTHON:-}" python3.11 python3 python; do
    [[ -n $name ]] || continue
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  fail "Potrzebny jest Python 3.11 albo nowszy. Zainstaluj go albo wskaż: make run PYTHON=ścieżka"
}

make_environment() {
  .venv/bin/python -c 'import pip' 2>/dev/null && return
  local python
  python=$(find_python)
  say "Tworzę środowisko .venv"
  "$python" -m venv --clear .venv ||
    fail "Nie udało się utworzyć .venv. W Debianie zainstaluj pakiet python3-venv i spróbuj ponownie."
}

# in a terminal pip shows its progress; in a log only what went wrong
install_packages() {
  local quiet=()
  [[ -t 1 ]] || quiet=(-qq)
  say "Instaluję pakiety z $1"
  .venv/bin/python -m pip install --disable-pip-version-check "${quiet[@]}" -r "$1"
}

install_assets() {
  say "Buduję pliki przeglądarki"
  .ci/frontend/install
}

# as_root COMMAND...: run as root, directly or through sudo without a password
as_root() {
  if [[ $(id -u) == 0 ]]; then
    "$@"
  elif sudo -n true 2>/dev/null; then
    sudo "$@"
  else
    return 1
  fi
}
