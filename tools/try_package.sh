#!/usr/bin/env bash
# Try a built program where nothing of this tree can help it: tools/try_package.sh dist/dundian-desktop
# Throw-away workspaces are made and examined by the built command line: the sample is checked and counted, its month is
# printed, and PDF, DOCX, TXT and a sheet are read, each in a process of its own; then the built window paints once and
# ends. What only Python can write (a DOCX) is written by ${PYTHON:-python3}, which the built program does not see.
set -euo pipefail

built=$(cd "$1" && pwd)
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
printf 'only-for-this-trial' > "$room/passphrase"

alone() {
    (cd "$room" && env -i HOME="$room" PATH=/usr/bin:/bin LANG=C.UTF-8 QT_QPA_PLATFORM=offscreen \
        DUNDIAN_WORKSPACE="$room/${workspace:-workspace}" DUNDIAN_PASSPHRASE_FILE="$room/passphrase" "$@")
}

dundian() { alone "$built/dundian" "$@"; }

# says WORDS COMMAND...: the command succeeds and says these words.
says() {
    local words=$1 said
    shift
    said=$("$@") || { echo "The built program failed: $*" >&2; exit 1; }
    [[ $said == *"$words"* ]] || { printf 'The built program did not say "%s": %s\n%s\n' "$words" "$*" "$said" >&2; exit 1; }
}

write_docx() {
    "${PYTHON:-python3}" - "$1" <<'PY'
import sys
import zipfile

KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{KIND}"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>第一条 试读一段文字。</w:t></w:r></w:p></w:body></w:document>",
}
with zipfile.ZipFile(sys.argv[1], "w") as made:
    for name, text in PARTS.items():
        made.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + text)
PY
}

dundian init --name 试用
dundian doctor

workspace=sample
dundian sample "$room/sample" > "$room/sample.log"
says WT-021 dundian check --as-of 2026-07-12
says K004 dundian kpi --month 2026-06
says 9月20日 dundian calendar show --year 2026

dundian report month 2026-06 --out "$room/month.pdf" > "$room/month.log"
dundian report due --as-of 2026-06-15 --out "$room/due.pdf" > "$room/due.log"
write_docx "$room/rule.docx"
printf '第一条 试读纯文字。\n' > "$room/plain.txt"
says 载入3份 dundian toolkit add "$room/month.pdf" "$room/rule.docx" "$room/plain.txt"
for words in 走访职工 试读一段文字 试读纯文字; do
    says 共1份 dundian toolkit list "$words"
done

dundian sheet write worker "$room/worker.xlsx" > "$room/sheet.log"
dundian sheet read worker "$room/worker.xlsx" --dry-run > "$room/sheet-read.log"
dundian doctor > "$room/doctor.log"

alone timeout 120 "$built/dundian-desktop" --smoke
workspace=workspace
alone timeout 120 "$built/dundian-desktop" --smoke
echo "The built program checked, counted, printed, read PDF, DOCX, TXT and XLSX, and opened its window: $built"
