# Tells the desktop of changes below the data folder $1, with those of its tools that are there. An icon cache is only
# brought up to date: a new one would hide the icons that others put there later.
refresh_caches() {
    if [ -d "$1/applications" ] && command -v update-desktop-database >/dev/null 2>&1; then
        update-desktop-database -q "$1/applications" || true
    fi
    if [ -d "$1/mime/packages" ] && command -v update-mime-database >/dev/null 2>&1; then
        update-mime-database "$1/mime" >/dev/null 2>&1 || true
    fi
    if [ -d "$1/icons/hicolor" ]; then
        touch "$1/icons/hicolor"
        if [ -f "$1/icons/hicolor/icon-theme.cache" ] && command -v gtk-update-icon-cache >/dev/null 2>&1; then
            gtk-update-icon-cache -q -t -f "$1/icons/hicolor" || true
        fi
    fi
}

