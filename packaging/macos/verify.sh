#!/bin/sh
# Proves a disk image on the Mac it runs on, as the current user: copy, start, self-test, picture, remove.
#
#     sh packaging/macos/verify.sh dist/latent-explorer-0.3.0-macos-arm64.dmg [WORK]
#
# Everything happens in WORK (else a new temporary folder), with a home of its own, in folders with Chinese names and
# spaces. Leaves the report, the picture and the logs there. Exit code 0 only when every check passed.
# Its syntax is checked everywhere; it has not yet been run on a Mac.
set -eu

image=${1:?"usage: verify.sh IMAGE.dmg [WORK]"}
work=${2:-$(mktemp -d "${TMPDIR:-/tmp}/latent-explorer-verify.XXXXXX")}
mkdir -p "$work"
work=$(cd "$work" && pwd -P)
volume="$work/volume"
programs="$work/应用 程序"
app="$programs/Latent Explorer.app"
home="$work/用户 home"
failures=0

say() { printf '%s\n' "$*"; }
fail() {
    failures=$((failures + 1))
    say "FAILED: $*"
}
detach() {
    if [ -d "$volume" ] && mount | grep -qF " on $volume "; then
        hdiutil detach "$volume" -quiet || hdiutil detach "$volume" -force -quiet
    fi
}
trap detach EXIT

[ "$(uname -s)" = Darwin ] || { say "verify.sh: a disk image is proven on macOS; this is $(uname -s)" >&2; exit 69; }
[ -f "$image" ] || { say "verify.sh: $image: there is no such file" >&2; exit 66; }

say "--- install: copy from the image"
mkdir -p "$volume" "$programs" "$home"
hdiutil verify -quiet "$image" || fail "the image is damaged"
hdiutil attach "$image" -readonly -nobrowse -noautoopen -mountpoint "$volume" -quiet
[ -L "$volume/Applications" ] || fail "the volume has no link to the Applications folder"
ls "$volume"/*.txt >/dev/null || fail "the volume says nothing about the first start"
ditto "$volume/Latent Explorer.app" "$app"
detach

say "--- signature"
codesign --verify --deep --strict "$app" || fail "the seal of the bundle is broken"
codesign --display --verbose=2 "$app" 2>&1 | grep -E "Identifier|Signature" || true
spctl --assess --type execute "$app" 2>&1 || say "(refused by Gatekeeper, as expected: not notarised)"
plutil -lint "$app/Contents/Info.plist" || fail "Info.plist is damaged"

# The program as the user starts it, but with a home of its own and a language that is no English.
program="$app/Contents/MacOS/latent-explorer"
run() {
    env -i HOME="$home" USER="${USER:-user}" PATH=/usr/bin:/bin TMPDIR="${TMPDIR:-/tmp}" LANG=zh_CN.UTF-8 "$program" "$@"
}

say "--- self-test of the installed program"
if run --self-test --report "$work/self-test.json" >"$work/self-test.log" 2>&1; then
    say "passed"
else
    fail "the self-test ended with code $?"
    tail -30 "$work/self-test.log"
fi
[ -s "$work/self-test.json" ] || fail "the self-test wrote no report"

say "--- the window"
if run --screenshot "$work/window.png" --after-steps 20 --lang zh_CN >"$work/window.log" 2>&1; then
    [ -s "$work/window.png" ] || fail "there is no picture of the window"
else
    fail "the window ended with code $?"
    tail -30 "$work/window.log"
fi

say "--- nothing was written into the program"
codesign --verify --deep --strict "$app" || fail "the program changed its own bundle"

say "--- remove"
rm -rf "$app"
[ -d "$home/Library/Application Support/latent-explorer" ] || fail "there is no folder of the user's data"
say "left behind, and meant to be:"
(cd "$home" && find . -mindepth 1 -maxdepth 4 -name "*atent*" -print)

if [ "$failures" -gt 0 ]; then
    say "$failures checks failed; see $work"
    exit 1
fi
say "all checks passed; see $work"
