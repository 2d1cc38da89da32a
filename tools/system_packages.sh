#!/usr/bin/env bash
# Are the system's own libraries there?  tools/system_packages.sh python|window|package
#   python   what `python -m venv` needs
#   window   what Qt needs to open a window, on a screen or without one
#   package  what PyInstaller needs besides
# Missing ones are installed when root runs this on a Debian or Ubuntu; anybody else is told the one line to run.
set -euo pipefail

PYTHON=${PYTHON:-python3}

# library|package, as found by running ldd and objdump over the Qt wheels; the fonts are our own.
WINDOW='
libEGL.so.1|libegl1
libGL.so.1|libgl1
libX11-xcb.so.1|libx11-xcb1
libatomic.so.1|libatomic1
libdbus-1.so.3|libdbus-1-3
libdrm.so.2|libdrm2
libfontconfig.so.1|libfontconfig1
libfreetype.so.6|libfreetype6
libglib-2.0.so.0|libglib2.0-0
libgssapi_krb5.so.2|libgssapi-krb5-2
libwayland-client.so.0|libwayland-client0
libwayland-cursor.so.0|libwayland-cursor0
libwayland-egl.so.1|libwayland-egl1
libxcb-cursor.so.0|libxcb-cursor0
libxcb-icccm.so.4|libxcb-icccm4
libxcb-image.so.0|libxcb-image0
libxcb-keysyms.so.1|libxcb-keysyms1
libxcb-randr.so.0|libxcb-randr0
libxcb-render-util.so.0|libxcb-render-util0
libxcb-shape.so.0|libxcb-shape0
libxcb-sync.so.1|libxcb-sync1
libxcb-util.so.1|libxcb-util1
libxcb-xfixes.so.0|libxcb-xfixes0
libxcb-xinerama.so.0|libxcb-xinerama0
libxcb-xkb.so.1|libxcb-xkb1
libxkbcommon-x11.so.0|libxkbcommon-x11-0
libxkbcommon.so.0|libxkbcommon0
'

missing=()

version() { "$PYTHON" -c 'import sys; print("%d.%d" % sys.version_info[:2])'; }

want_python() {
    if ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        echo "Python 3.11 or newer is needed; $PYTHON is not. Name another one: make PYTHON=python3.11 ..." >&2
        exit 1
    fi
    "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || missing+=("python$(version)-venv")
}

want_window() {
    local known library package
    known=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p)
    while IFS='|' read -r library package; do
        [[ -z $library || $known == *"$library "* ]] || missing+=("$package")
    done <<<"$WINDOW"
}

want_package() {
    want_window
    command -v objdump >/dev/null || missing+=("binutils")
    # Debian's own python3 is linked statically; a frozen program carries the shared library.
    if [[ $(command -v "$PYTHON") == /usr/bin/* ]]; then
        PATH=$PATH:/sbin:/usr/sbin ldconfig -p | grep -q "libpython$(version).so" || missing+=("libpython$(version)")
    fi
}

# Ubuntu 24.04 renamed some packages when time grew to 64 bits.
todays_names() {
    local i
    for i in "${!missing[@]}"; do
        if apt-cache show "${missing[$i]}t64" >/dev/null 2>&1; then missing[$i]+=t64; fi
    done
}

case ${1:-} in
    python | window | package) "want_$1" ;;
    *) echo "usage: tools/system_packages.sh python|window|package" >&2; exit 2 ;;
esac
[[ ${#missing[@]} -gt 0 ]] || exit 0

if ! command -v apt-get >/dev/null; then
    echo "Missing on this system (Debian's names): ${missing[*]}" >&2
    exit 1
fi
if [[ $(id -u) -eq 0 ]]; then
    echo "Installing system packages: ${missing[*]}" >&2
    apt-get update -q >&2
    todays_names
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}" >&2
    exit 0
fi
todays_names
echo "System packages are missing. Run this once:" >&2
echo "    sudo apt-get update && sudo apt-get install -y ${missing[*]}" >&2
exit 1
