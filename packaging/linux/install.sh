#!/bin/sh
# Installs Latent Explorer @VERSION@ for one user, without administrator rights and without a network:
#     sh @FILE@ [--quiet] [--target DIR]
# Behind the last line of this script lies a .tar.xz of @PAYLOAD_BYTES@ bytes with the program.
# shellcheck disable=SC2015,SC2317  # "a && b || fail" is meant; clean_up is reached by trap
set -u
umask 022
VERSION='@VERSION@'
OFFSET=@OFFSET@
PAYLOAD_BYTES=@PAYLOAD_BYTES@
PAYLOAD_SHA256=@PAYLOAD_SHA256@
INSTALLED_KIB=@INSTALLED_KIB@
LIBC_FLOOR='@LIBC_FLOOR@'
TOP='@TOP@'
ICON_SIZES='@ICON_SIZES@'

usage() {
    cat <<USAGE
Latent Explorer $VERSION: installs the program for the user who starts this file.

    sh $(basename "$0") [--quiet] [--target DIR]

--target DIR  the program's folder (otherwise $DEFAULT_TARGET)
--quiet       say nothing unless something is wrong
--help        show this text

No administrator rights and no network are needed. An older version in the same folder is replaced. To remove the
program again, start the file "uninstall" in its folder; runs that were saved are kept.
USAGE
}

say() {
    [ "$QUIET" = yes ] || printf '%s\n' "$*"
}

fail() {
    printf 'latent-explorer: %s\n' "$*" >&2
    exit 1
}

# Whatever stopped the installation: nothing half-made stays, and the old version is back in its place.
clean_up() {
    code=$?
    trap - EXIT HUP INT TERM
    if [ "$code" -ne 0 ]; then
        if [ -d "$WORK/old" ]; then
            [ -e "$TARGET" ] && mv "$TARGET" "$WORK/failed"
            mv "$WORK/old" "$TARGET"
        elif [ "$SWAPPED" = yes ]; then
            sh "$TARGET/uninstall" --quiet
        fi
    fi
    [ -n "$WORK" ] && rm -rf "$WORK"
    if [ "$code" -ne 0 ]; then
        printf '%s' "$NEW_FOLDERS" | sort -r | while IFS= read -r folder; do rmdir "$folder" 2>/dev/null; done
    fi
    exit "$code"
}

read_options() {
    while [ $# -gt 0 ]; do
        case $1 in
            --quiet) QUIET=yes ;;
            --target) [ $# -gt 1 ] || fail "--target: expected a folder, found nothing."; TARGET=$2; shift ;;
            --target=*) TARGET=${1#--target=} ;;
            --help | -h) usage; exit 0 ;;
            *) fail "unknown option $1; --help lists what there is." ;;
        esac
        shift
    done
    [ -n "$TARGET" ] || fail "--target: expected a folder, found nothing."
    case $TARGET in
        *"
"*) fail "the folder's name holds a line break; choose another with --target DIR." ;;
    esac
    TARGET=$(realpath -m -- "$TARGET") || fail "$TARGET is no name of a folder."
}

# Yes when version $1 is at least version $2, both major.minor.
at_least() {
    [ "${1%%.*}" -gt "${2%%.*}" ] || { [ "${1%%.*}" -eq "${2%%.*}" ] && [ "$(minor "$1")" -ge "$(minor "$2")" ]; }
}

minor() {
    rest=${1#*.}
    printf '%s' "${rest%%[!0-9]*}"
}

check_system() {
    [ "$(uname -s)" = Linux ] || fail "this file is for Linux, and this system is $(uname -s)."
    [ "$(uname -m)" = x86_64 ] || fail "this file is for x86_64 processors, and this one is $(uname -m)."
    libc=$(getconf GNU_LIBC_VERSION 2>/dev/null) || libc=''
    case $libc in
        "glibc "[0-9]*.[0-9]*) ;;
        *) fail "needs the GNU C library $LIBC_FLOOR or newer, and this system has another C library." ;;
    esac
    at_least "${libc#glibc }" "$LIBC_FLOOR" ||
        fail "needs the GNU C library $LIBC_FLOOR or newer (Debian 12, Ubuntu 22.04), and this system has ${libc#glibc }."
}

check_tools() {
    for tool in xz tar sha256sum realpath; do
        command -v "$tool" >/dev/null 2>&1 || fail "$tool is missing; install it (sudo apt install $(package_of "$tool")) and start again."
    done
}

package_of() {
    case $1 in xz) echo xz-utils ;; tar) echo tar ;; *) echo coreutils ;; esac
}

# The nearest folder above $1 that exists.
existing_parent() {
    folder=$(dirname "$1")
    while [ ! -e "$folder" ]; do folder=$(dirname "$folder"); done
    printf '%s' "$folder"
}

check_target() {
    case $TARGET/ in
        "$(realpath -m -- "$DATA_HOME/latent-explorer")"/*)
            fail "$DATA_HOME/latent-explorer holds your runs and is no place for the program; choose another folder with --target DIR." ;;
    esac
    if [ -e "$TARGET" ] || [ -L "$TARGET" ]; then
        [ -f "$TARGET/uninstall" ] && [ -f "$TARGET/installed-files" ] ||
            fail "$TARGET is there already and is no installation of Latent Explorer; move it away or choose another folder with --target DIR."
        refuse_while_running
    fi
    parent=$(existing_parent "$TARGET")
    [ -d "$parent" ] || fail "$parent is a file, not a folder; choose another folder with --target DIR."
    [ -w "$parent" ] || fail "$parent cannot be written to; choose another folder with --target DIR."
    free=$(df -Pk "$parent" | awk 'NR == 2 { print $4 }')
    [ "${free:-0}" -ge "$INSTALLED_KIB" ] ||
        fail "the disk with $parent is too small: $((INSTALLED_KIB / 1024)) MB needed, $((${free:-0} / 1024)) MB free."
}

refuse_while_running() {
    for link in /proc/[0-9]*/exe; do
        case $(readlink "$link" 2>/dev/null) in
            "$TARGET"/*) fail "Latent Explorer is running from $TARGET; close it and start again." ;;
        esac
    done
}

check_payload() {
    say "Checking the file"
    [ "$(wc -c <"$0")" -eq $((OFFSET + PAYLOAD_BYTES)) ] ||
        fail "this file is not complete: expected $((OFFSET + PAYLOAD_BYTES)) bytes, found $(($(wc -c <"$0"))); copy it again."
    found=$(payload | sha256sum)
    [ "${found%% *}" = "$PAYLOAD_SHA256" ] || fail "this file is damaged (its checksum is wrong); copy it again."
}

payload() {
    tail -c +$((OFFSET + 1)) "$0"
}

unpack() {
    say "Unpacking to $TARGET"
    make_folder "$(dirname "$TARGET")"
    WORK=$(mktemp -d "$(dirname "$TARGET")/.latent-explorer-XXXXXX") || fail "$(dirname "$TARGET") cannot be written to."
    # A pipe tells of tar's failures only; a broken archive is found by tar as well, as it ends too early.
    payload | xz -dc | tar -xf - -C "$WORK" --no-same-owner || fail "the program could not be unpacked; is the disk full?"
    NEW=$WORK/$TOP
    [ -f "$NEW/latent-explorer" ] || fail "the program could not be unpacked: $TOP/latent-explorer is not there."
    [ -x "$NEW/latent-explorer" ] ||
        fail "programs cannot be started from $(dirname "$TARGET") (the disk is mounted with noexec); choose another folder with --target DIR."
    write_uninstaller
    if [ -f "$TARGET/installed-files" ]; then
        cp "$TARGET/installed-files" "$NEW/installed-files"
    else
        : >"$NEW/installed-files"
    fi || fail "$NEW/installed-files cannot be written."
}

swap() {
    if [ -e "$TARGET" ]; then
        mv "$TARGET" "$WORK/old" || fail "$TARGET cannot be replaced."
    fi
    mv "$NEW" "$TARGET" || fail "$TARGET cannot be written to."
    SWAPPED=yes
    printf '%s' "$NEW_FOLDERS" | while IFS= read -r folder; do remember "$folder"; done
}

# --- menu entry, file type, icons and command; each path goes into the list that the uninstaller reads ----------------

remember() {
    grep -qxF -e "$1" "$TARGET/installed-files" || printf '%s\n' "$1" >>"$TARGET/installed-files" ||
        fail "$TARGET/installed-files cannot be written."
}

# Makes the folder $1 and those above it, and notes those that were not there.
make_folder() {
    [ -d "$1" ] && return 0
    make_folder "$(dirname "$1")"
    mkdir "$1" || fail "$1 cannot be made."
    NEW_FOLDERS="$NEW_FOLDERS$1/
"
    if [ "$SWAPPED" = yes ]; then remember "$1/"; fi
}

place() { # SOURCE FILE
    make_folder "$(dirname "$2")"
    cp "$1" "$2" || fail "$2 cannot be written."
    chmod 644 "$2"
    remember "$2"
}

# $1 as one argument of a desktop entry's Exec line: quoted, then escaped as every string of such a file is.
exec_quoted() {
    printf '"%s"' "$(printf '%s' "$1" | sed -e 's/[\\"`$]/\\&/g' -e 's/\\/\\\\/g' -e 's/%/%%/g')"
}

string_escaped() {
    printf '%s' "$1" | sed -e 's/\\/\\\\/g'
}

# $1 as the replacement of a sed command with the delimiter |.
sed_literal() {
    printf '%s' "$1" | sed -e 's/[\\&|]/\\&/g'
}

integrate() {
    desktop_template >"$WORK/template"
    sed -e "s|@EXEC@|$(sed_literal "$(exec_quoted "$TARGET/latent-explorer")")|" \
        -e "s|@TRYEXEC@|$(sed_literal "$(string_escaped "$TARGET/latent-explorer")")|" "$WORK/template" >"$WORK/desktop"
    place "$WORK/desktop" "$DATA_HOME/applications/latent-explorer.desktop"
    mime_types >"$WORK/mime"
    place "$WORK/mime" "$DATA_HOME/mime/packages/latent-explorer.xml"
    icons=$TARGET/_internal/resources/icons
    for size in $ICON_SIZES; do
        place "$icons/latent-explorer-$size.png" "$DATA_HOME/icons/hicolor/${size}x$size/apps/latent-explorer.png"
    done
    place "$icons/latent-explorer.svg" "$DATA_HOME/icons/hicolor/scalable/apps/latent-explorer.svg"
    link_command
    refresh_caches "$DATA_HOME"
}

link_command() {
    command_file=$HOME/.local/bin/latent-explorer
    make_folder "$HOME/.local/bin"
    if [ -e "$command_file" ] && [ ! -L "$command_file" ]; then
        printf 'latent-explorer: %s is there already and stays as it is; the program is started by %s.\n' \
            "$command_file" "$TARGET/latent-explorer" >&2
        return 0
    fi
    ln -sfn "$TARGET/latent-explorer" "$command_file" || fail "$command_file cannot be written."
    remember "$command_file"
}

@REFRESH_CACHES@
write_uninstaller() {
    cat >"$NEW/uninstall" <<'UNINSTALLER'
@UNINSTALLER@
UNINSTALLER
    chmod 755 "$NEW/uninstall"
}

desktop_template() {
    cat <<'DESKTOP'
@DESKTOP@
DESKTOP
}

mime_types() {
    cat <<'MIME'
@MIME@
MIME
}

main() {
    QUIET=no WORK='' NEW_FOLDERS='' SWAPPED=no
    [ -f "$0" ] || fail "start this file by its name: sh FILE"
    [ -n "${HOME:-}" ] && [ -d "$HOME" ] || fail "your home folder is not known: the variable HOME is '${HOME:-}'."
    DATA_HOME=${XDG_DATA_HOME:-$HOME/.local/share}
    DEFAULT_TARGET=$DATA_HOME/latent-explorer-program
    TARGET=$DEFAULT_TARGET
    check_tools
    read_options "$@"
    check_system
    check_target
    check_payload
    trap clean_up EXIT
    trap 'exit 130' HUP INT TERM
    unpack
    swap
    integrate
    say "Latent Explorer $VERSION is installed. Start it from the menu, or with: $TARGET/latent-explorer"
    say "To remove it: $TARGET/uninstall"
}

main "$@"
exit $?
