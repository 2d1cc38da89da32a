#!/usr/bin/env bash
# Try a built program where nothing of this tree can help it: tools/try_package.sh dist/dundian-desktop
# A throw-away workspace is made and examined by the built command line; then the built window paints once and ends.
set -euo pipefail

built=$(cd "$1" && pwd)
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
printf 'only-for-this-trial' > "$room/passphrase"

alone() {
    (cd "$room" && env -i HOME="$room" PATH=/usr/bin:/bin LANG=C.UTF-8 QT_QPA_PLATFORM=offscreen \
        DUNDIAN_WORKSPACE="$room/workspace" DUNDIAN_PASSPHRASE_FILE="$room/passphrase" "$@")
}

alone "$built/dundian" init --name 试用
alone "$built/dundian" doctor
alone timeout 120 "$built/dundian-desktop" --smoke
echo "The built program opened its store and its window: $built"
