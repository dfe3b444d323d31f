#!/bin/sh
# Removes this installation of Latent Explorer, and nothing that a user made with it.
#     uninstall [--quiet]
set -u

fail() {
    printf 'latent-explorer: %s\n' "$*" >&2
    exit 1
}

say() {
    [ "$QUIET" = yes ] || printf '%s\n' "$*"
}

@REFRESH_CACHES@
# Menu entry and file type may meanwhile belong to a second installation in another folder.
is_ours() {
    case $1 in
        */bin/latent-explorer) [ "$(readlink "$1")" = "$PROGRAM/latent-explorer" ] ;;
        *) [ "$MENU_ENTRY_IS_OURS" = yes ] ;;
    esac
}

# What the system's own tools have made out of our files, in folders where there is nothing else any more.
remove_caches() {
    mime=$DATA_HOME/mime
    grep -qxF -e "$mime/" "$LIST" && [ -d "$mime" ] && [ -z "$(ls -A "$mime/packages" 2>/dev/null)" ] && rm -rf "$mime"
    applications=$DATA_HOME/applications
    grep -qxF -e "$applications/" "$LIST" && [ "$(ls -A "$applications" 2>/dev/null)" = mimeinfo.cache ] &&
        rm -f "$applications/mimeinfo.cache"
    return 0
}

remove_listed() {
    while IFS= read -r path; do
        case $path in
            */) ;;
            *) if is_ours "$path"; then rm -f "$path"; fi ;;
        esac
    done <"$LIST"
    refresh_caches "$DATA_HOME"
    remove_caches
    # Deepest first: a folder goes when nothing is left in it.
    sort -r "$LIST" | while IFS= read -r path; do
        case $path in */) rmdir "$path" 2>/dev/null ;; esac
    done
    return 0
}

main() {
    QUIET=no
    case ${1:-} in
        '') ;;
        --quiet) QUIET=yes ;;
        *) echo "usage: uninstall [--quiet]"; [ "$1" = --help ]; exit $? ;;
    esac
    PROGRAM=$(cd "$(dirname "$0")" && pwd -P)
    [ -f "$PROGRAM/installed-files" ] || fail "$PROGRAM is no installation: installed-files is not there."
    DATA_HOME=${XDG_DATA_HOME:-$HOME/.local/share}
    entry=$(grep '/applications/latent-explorer.desktop$' "$PROGRAM/installed-files") && # as it was at installation
        DATA_HOME=${entry%/applications/latent-explorer.desktop}
    entry=$DATA_HOME/applications/latent-explorer.desktop
    MENU_ENTRY_IS_OURS=no
    try_exec="TryExec=$(printf '%s' "$PROGRAM/latent-explorer" | sed -e 's/\\/\\\\/g')"
    if [ ! -f "$entry" ] || grep -qxF -e "$try_exec" "$entry"; then MENU_ENTRY_IS_OURS=yes; fi
    for link in /proc/[0-9]*/exe; do
        case $(readlink "$link" 2>/dev/null) in
            "$PROGRAM"/*) fail "Latent Explorer is running; close it and start again." ;;
        esac
    done
    LIST=$(mktemp) || fail "there is no folder for temporary files."
    cp "$PROGRAM/installed-files" "$LIST"
    cd / || fail "/ cannot be entered."
    rm -rf "$PROGRAM" || fail "$PROGRAM cannot be removed."
    remove_listed
    rm -f "$LIST"
    say "Latent Explorer is removed."
    for kept in "${LATENT_EXPLORER_HOME:-$DATA_HOME/latent-explorer}" "${XDG_CONFIG_HOME:-$HOME/.config}/latent-explorer"; do
        [ -d "$kept" ] && say "Kept, as it is yours: $kept"
    done
    return 0
}

main "$@"
exit $?
