#!/bin/sh
# Finds a Chromium for the browser tests, or installs Debian's; a machine without either is told what to do.
for name in "${PLAYGROUND_CHROMIUM:-}" chromium chromium-browser google-chrome; do
  if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
for program in "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
  if [ -x "$program" ]; then exit 0; fi
done
if command -v apt-get >/dev/null 2>&1; then
  as_root=""
  [ "$(id -u)" = 0 ] || as_root="sudo"
  echo "No Chromium found; installing Debian's package chromium and fonts for Chinese."
  $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq chromium fonts-noto-cjk >/dev/null && exit 0
fi
echo "The browser tests need Chromium. Install it (Debian and Ubuntu: apt-get install chromium; macOS: brew install" >&2
echo "--cask chromium), or set PLAYGROUND_CHROMIUM to its program." >&2
exit 1
