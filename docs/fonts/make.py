#!/usr/bin/env python3
"""Makes the fonts that nutgraf carries, from the fonts that their makers publish.

    npm pack source-serif@4.5.1 @expo-google-fonts/inter@0.4.2    # unpack each into a folder of its own
    pip install 'fonttools[woff]==4.68.0' brotli
    python docs/fonts/make.py <source-serif/package> <inter/package> [fallback.ttf ...]

Run it at the top of the repository. It writes static/fonts/*.woff2, which pages use, and src/lettering/fonts/*.ttf, with
which cards are drawn, and prints how a page's fallback fonts are fitted to the serif.

The serif's licence reserves the name "Source": what is made from it is called "Nutgraf Serif".
"""

import io
import os
import sys
from fontTools.otlLib.optimize.gpos import compact
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FAMILY = "Nutgraf Serif"

# Optical size: the size of running text on a page, and of a headline on a card.
TEXT_SIZE, HEADLINE_SIZE = 18, 36

LATIN = [(0x20, 0x7E), (0xA0, 0x17F), (0x218, 0x21B), (0x237, 0x237), (0x2C6, 0x2C7), (0x2D8, 0x2DD), (0x1E9E, 0x1E9E)]
ACCENTS = [(0x300, 0x304), (0x306, 0x308), (0x30A, 0x30C), (0x327, 0x328)]
PUNCTUATION = [(0x2002, 0x200B), (0x2010, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x202F, 0x2030),
               (0x2032, 0x2033), (0x2039, 0x203A), (0x2044, 0x2044), (0x2116, 0x2116), (0x2122, 0x2122), (0x2212, 0x2212)]
FIGURES = [(0x2070, 0x2070), (0x2074, 0x2079), (0x2080, 0x2089), (0x2150, 0x215E), (0x2190, 0x2193), (0x2248, 0x2248),
           (0x2260, 0x2260), (0x2264, 0x2265)]
# Of Ghana, Nigeria, Korea, Israel, Vietnam, the euro area, Mongolia, the Philippines, Paraguay, Ukraine, Kazakhstan, India,
# Türkiye, Azerbaijan, Russia, Georgia, and the bitcoin; those of Latin-1 are there already.
CURRENCY = [(at, at) for at in [0x20A1, 0x20A6, 0x20A9, 0x20AA, 0x20AB, 0x20AC, 0x20AE, 0x20B1, 0x20B2, 0x20B4, 0x20B5, 0x20B8,
                                0x20B9, 0x20BA, 0x20BC, 0x20BD, 0x20BE, 0x20BF]]
# Pages fall back to the reader's own fonts for these; cards cannot.
CARDS_TOO = ACCENTS + [(0x18F, 0x192), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x1CD, 0x1DC), (0x1E6, 0x1E7), (0x1FA, 0x1FF), (0x259, 0x259),
                       (0x1E80, 0x1E85), (0x1EA0, 0x1EF9), (0x384, 0x3CE), (0x400, 0x45F), (0x490, 0x493), (0x49A, 0x49B),
                       (0x4A2, 0x4A3), (0x4AE, 0x4B1), (0x4BA, 0x4BB), (0x4D8, 0x4D9), (0x4E8, 0x4E9)]

PAGE_FEATURES = ["kern", "ccmp", "locl", "liga", "lnum", "onum", "tnum", "pnum", "sups", "frac", "numr", "dnom"]
# Tables, fractions and references are upright.
ITALIC_FEATURES = ["kern", "ccmp", "locl", "liga", "lnum", "onum"]
CARD_FEATURES = ["kern", "mark", "ccmp", "locl", "liga"]


def marks(ranges):
    return [mark for first, last in ranges for mark in range(first, last + 1)]


def only_figures_are_raised(font):
    """Raised letters and brackets are as many as all others: references are figures."""
    table = font["GSUB"].table
    figures = {font.getBestCmap()[mark] for mark in range(ord("0"), ord("9") + 1)}
    for feature in table.FeatureList.FeatureRecord:
        if feature.FeatureTag == "sups":
            for at in feature.Feature.LookupListIndex:
                for part in table.LookupList.Lookup[at].SubTable:
                    part = getattr(part, "ExtSubTable", part)
                    part.mapping = {glyph: to for glyph, to in part.mapping.items() if glyph in figures}


def cut(font, ranges, features, style):
    options = Options()
    options.layout_features = features
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 14, 16, 17]
    options.name_languages = [0x409]
    options.notdef_outline = True
    # Hinting weighs a third of the file; screens with few enough pixels to need it are gone.
    options.hinting = False
    options.drop_tables += ["DSIG", "STAT", "BASE", "meta"]
    if "sups" in features:
        only_figures_are_raised(font)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=marks(ranges))
    subsetter.subset(font)
    # Tables of pairs by class are mostly empty once cut: each is divided where that is smaller.
    compact(font, 9)
    if "Inter" not in font["name"].getDebugName(1):
        rename(font, style)


def rename(font, style):
    """Gives the font its own name, wherever the reserved one would be shown."""
    names = font["name"]
    plain = style in ("Regular", "Italic", "Bold")
    post_script = f"{FAMILY.replace(' ', '')}-{style.replace(' ', '')}"
    told = {1: FAMILY if plain else f"{FAMILY} {style}", 2: style if plain else "Regular", 3: f"4.005;{post_script}",
            4: f"{FAMILY} {style}", 6: post_script, 16: None if plain else FAMILY, 17: None if plain else style}
    for name, text in told.items():
        names.removeNames(nameID=name)
        if text:
            names.setName(text, name, 3, 1, 0x409)
    # Names of the axis' instances hold the reserved name too.
    if "fvar" in font:
        font["fvar"].instances = []


def written(font):
    """The font as it would be read from its file: the instancer leaves tables half made."""
    file = io.BytesIO()
    font.save(file)
    file.seek(0)
    return TTFont(file, recalcTimestamp=False)


def save(font, path, flavor=None):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    font.flavor = flavor
    # The same fonts give the same bytes: no day of making.
    font.recalcTimestamp = False
    font.save(path)
    print(f"{path}: {os.path.getsize(path)} bytes, {len(font.getGlyphOrder())} glyphs")


def page_fonts(serif):
    for slope, style, features, file in [("Roman", "Regular", PAGE_FEATURES, "nutgraf-serif.woff2"),
                                         ("Italic", "Italic", ITALIC_FEATURES, "nutgraf-serif-italic.woff2")]:
        font = TTFont(f"{serif}/VAR/SourceSerif4Variable-{slope}.ttf", recalcTimestamp=False)
        font = instantiateVariableFont(font, {"wght": (400, 700), "opsz": TEXT_SIZE})
        font = written(font)
        cut(font, LATIN + PUNCTUATION + CURRENCY + (FIGURES if style == "Regular" else []), features, style)
        save(font, f"static/fonts/{file}", "woff2")


def card_fonts(serif, sans):
    for weight, size, style in [(600, HEADLINE_SIZE, "SemiBold"), (400, TEXT_SIZE, "Regular")]:
        font = TTFont(f"{serif}/VAR/SourceSerif4Variable-Roman.ttf", recalcTimestamp=False)
        font = instantiateVariableFont(font, {"wght": weight, "opsz": size})
        font = written(font)
        cut(font, LATIN + PUNCTUATION + FIGURES + CURRENCY + CARDS_TOO, CARD_FEATURES, style)
        font["OS/2"].usWeightClass = weight
        save(font, f"src/lettering/fonts/nutgraf-serif-{style.lower()}.ttf")
    font = TTFont(f"{sans}/500Medium/Inter_500Medium.ttf", recalcTimestamp=False)
    cut(font, LATIN + PUNCTUATION + FIGURES + CURRENCY + CARDS_TOO, CARD_FEATURES, "Medium")
    save(font, "src/lettering/fonts/inter-medium.ttf")


def fitted_fallbacks(fallbacks):
    """How fonts of the reader's machine are made as wide and high as the serif, so that nothing moves when it comes."""
    serif = TTFont("static/fonts/nutgraf-serif.woff2")
    units, hhea = serif["head"].unitsPerEm, serif["hhea"]
    for file in fallbacks:
        fallback = TTFont(file)
        adjust = width(serif) / width(fallback)
        told = {"ascent-override": hhea.ascent, "descent-override": -hhea.descent, "line-gap-override": hhea.lineGap}
        told = [f"{name}: {value / units / adjust:.1%}" for name, value in told.items()]
        print(f"{fallback['name'].getDebugName(4)}: size-adjust: {adjust:.1%}; {'; '.join(told)}")


def width(font):
    """The mean width of a letter in English text, in parts of the font's size."""
    often = "e 12.7 t 9.1 a 8.2 o 7.5 i 7.0 n 6.7 s 6.3 h 6.1 r 6.0 d 4.3 l 4.0 c 2.8 u 2.8 m 2.4 w 2.4 f 2.2 g 2.0 y 2.0 p 1.9 b 1.5 v 1.0 k 0.8"
    words = often.split()
    share = {mark: float(part) for mark, part in zip(words[::2], words[1::2])} | {" ": 19.0}
    glyphs, advances = font.getBestCmap(), font["hmtx"]
    total = sum(part * advances[glyphs[ord(mark)]][0] for mark, part in share.items())
    return total / sum(share.values()) / font["head"].unitsPerEm


def main():
    serif, sans, *fallbacks = sys.argv[1:]
    page_fonts(serif)
    fitted_fallbacks(fallbacks)
    card_fonts(serif, sans)


main()
