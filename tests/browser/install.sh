#!/usr/bin/env bash
# Installs what the site is looked at with: Chromium and its driver as packages, axe-core and html-validate into target/web.
set -euo pipefail
cd "$(dirname "$0")/../.."

missing=()
command -v chromium >/dev/null || missing+=(chromium)
fc-list :lang=ja 2>/dev/null | grep -q . || missing+=(fontconfig fonts-noto-cjk)
command -v chromedriver >/dev/null || missing+=(chromium-driver)
command -v npm >/dev/null || missing+=(nodejs npm)
if [ ${#missing[@]} -gt 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
fi
web=${CARGO_TARGET_DIR:-target}/web
if ! cmp -s tests/browser/package-lock.json "$web/package-lock.json" || [ ! -d "$web/node_modules" ]; then
  mkdir -p "$web"
  cp tests/browser/package.json tests/browser/package-lock.json "$web"
  npm ci --prefix "$web" --no-audit --no-fund --ignore-scripts
fi
