#!/bin/sh
# Takes the screenshots of the README: a story of the demo, in light and dark.
# Needs Chromium (or its name in CHROMIUM) and, to keep the files small, ImageMagick's `convert` or `magick`.
# Run it from anywhere: sh docs/images/make.sh
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
story=amazon-conflict
width=1200
height=1500
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

(cd "$root" && cargo run --quiet -- build --quiet --portable --output-dir "$scratch/site")

shoot() { # name, preferred colour scheme of Chromium: 0 is dark, 1 is light
    "${CHROMIUM:-chromium}" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
        --disable-background-networking --disable-component-update --disable-sync --hide-scrollbars \
        --user-data-dir="$scratch/profile" --window-size="$width,$height" --force-device-scale-factor=1 \
        --blink-settings=preferredColorScheme="$2" \
        --screenshot="$scratch/$1.png" "file://$scratch/site/$story/index.html" 2>"$scratch/log" ||
        { cat "$scratch/log" >&2; exit 1; }
    # 64 colours are enough for text on a plain ground, and leave a third of the bytes.
    if command -v magick >/dev/null; then
        magick "$scratch/$1.png" +dither -colors 64 -strip "PNG8:$root/docs/images/$1.png"
    elif command -v convert >/dev/null; then
        convert "$scratch/$1.png" +dither -colors 64 -strip "PNG8:$root/docs/images/$1.png"
    else
        cp "$scratch/$1.png" "$root/docs/images/$1.png"
    fi
}

shoot story-light 1
shoot story-dark 0
