#!/usr/bin/env bash
# Installs what the tests of Word and Excel files run, where it is missing: LibreOffice, a Japanese font, and the validator
# of the Open XML schema in an environment of its own (for all checkouts of this machine as root, else for this one).
set -euo pipefail
cd "$(dirname "$0")"

missing=()
command -v soffice >/dev/null || missing+=(libreoffice-writer libreoffice-calc)
[ -e /usr/lib/libreoffice/program/libsclo.so ] || missing+=(libreoffice-calc)
[ -e /usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc ] || missing+=(fonts-noto-cjk)
/usr/bin/python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
if [ ${#missing[@]} -gt 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
fi

if [ "$(id -u)" = 0 ]; then
  place=/usr/local/lib/kaitei-tests/office
else
  place=../../target/office
fi
if ! cmp -s requirements.txt "$place/requirements.txt"; then
  rm -rf "$place"
  /usr/bin/python3 -m venv "$place"
  "$place/bin/pip" install --quiet --disable-pip-version-check -r requirements.txt
  cp requirements.txt "$place/requirements.txt"
fi
