#!/usr/bin/env bash
# Installs what the tests run besides Rust, then runs all of them.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
command -v cc >/dev/null || missing+=(gcc libc6-dev)
command -v git >/dev/null || missing+=(git)
command -v chromium >/dev/null || missing+=(chromium fonts-noto-cjk)
command -v chromedriver >/dev/null || missing+=(chromium-driver)
command -v npm >/dev/null || missing+=(nodejs npm)
if [ ${#missing[@]} -gt 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
fi
# What the site is checked with in the browser.
web=target/web
if ! cmp -s tests/browser/package-lock.json "$web/package-lock.json" || [ ! -d "$web/node_modules" ]; then
  mkdir -p "$web"
  cp tests/browser/package.json tests/browser/package-lock.json "$web"
  npm ci --prefix "$web" --no-audit --no-fund --ignore-scripts
fi
cargo test --locked
