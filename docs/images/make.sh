#!/bin/sh
# Takes the screenshots of the documents: pages of the demo, in light and dark.
# Needs Chromium (or its name in CHROMIUM) and, to keep the files small, ImageMagick's `convert` or `magick`.
# Run it from anywhere: sh docs/images/make.sh [FOLDER]. Without a folder it replaces the pictures beside it.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "${1:-$root/docs/images}"
images=$(cd "${1:-$root/docs/images}" && pwd)
width=1200
largest=150000
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

(cd "$root" && cargo run --quiet -- build --quiet --portable --output-dir "$scratch/site")

# 64 colours are enough for text on a plain ground, and leave a third of the bytes.
reduce() { # from, to
    if command -v magick >/dev/null; then
        magick "$1" +dither -colors 64 -strip "PNG8:$2"
    elif command -v convert >/dev/null; then
        convert "$1" +dither -colors 64 -strip "PNG8:$2"
    else
        cp "$1" "$2"
    fi
}

shoot() { # page, height, light or dark, that scheme in Chromium: 0 is dark, 1 is light; the picture's name
    "${CHROMIUM:-chromium}" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
        --disable-background-networking --disable-component-update --disable-sync --hide-scrollbars \
        --user-data-dir="$scratch/profile" --window-size="$width,$2" --force-device-scale-factor=1 \
        --blink-settings=preferredColorScheme="$4" \
        --screenshot="$scratch/$5-$3.png" "file://$scratch/site/$1" 2>"$scratch/log" ||
        { cat "$scratch/log" >&2; exit 1; }
    reduce "$scratch/$5-$3.png" "$images/$5-$3.png"
    size=$(wc -c <"$images/$5-$3.png")
    echo "$5-$3.png: $size bytes"
    if [ "$size" -gt "$largest" ]; then
        echo "error: $5-$3.png is larger than $largest bytes: make it lower" >&2
        exit 1
    fi
}

both() { # page, height, the picture's name
    shoot "$1" "$2" light 1 "$3"
    shoot "$1" "$2" dark 0 "$3"
}

both index.html 1100 home
both amazon-conflict/index.html 1500 story
both numbers/index.html 1100 numbers
both sources/index.html 1100 sources
both numbers/c-13b/index.html 760 figure
