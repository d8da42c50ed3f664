//! A drawing as a picture: SVG to PNG, with the fonts at hand and nothing else.

use super::fonts::Fonts;
use super::guard;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree};
use std::collections::HashMap;

/// In pixels: what sites that show a link ask for.
pub const WIDTH: u32 = 1200;

/// The same.
pub const HEIGHT: u32 = 630;

/// Another where the same drawing comes out as other bytes: the engine's version, and how its picture is packed.
pub const ENGINE: &str = "resvg 0.49, png 0.18 indexed";

/// Draws a card; the error says in words what is wrong with it.
pub fn draw(svg: &str, fonts: &Fonts) -> Result<Vec<u8>, String> {
    if let Some(objection) = guard::objection(svg) {
        return Err(objection);
    }
    let options = Options {
        fontdb: fonts.database(),
        font_family: super::fonts::SERIF.to_owned(),
        image_href_resolver: ImageHrefResolver {
            // No picture, wherever it would come from: no file, no address, and no second drawing in this one.
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).map_err(|error| error.to_string())?;
    let size = tree.size().to_int_size();
    if (size.width(), size.height()) != (WIDTH, HEIGHT) {
        return Err(format!(
            "it is {} by {} pixels; a card is {WIDTH} by {HEIGHT}",
            size.width(),
            size.height()
        ));
    }
    let mut picture = Pixmap::new(WIDTH, HEIGHT).expect("a card is neither empty nor huge");
    picture.fill(resvg::tiny_skia::Color::WHITE);
    resvg::render(&tree, Transform::identity(), &mut picture.as_mut());
    packed(&picture)
}

/// The picture as a PNG. A card has few colours: where they fit a palette, a byte a pixel says all, and else three do.
fn packed(picture: &Pixmap) -> Result<Vec<u8>, String> {
    let colours: Vec<[u8; 3]> = picture
        .pixels()
        .iter()
        .map(|pixel| [pixel.red(), pixel.green(), pixel.blue()])
        .collect();
    let mut png = Vec::with_capacity(1 << 15);
    let mut encoder = png::Encoder::new(&mut png, WIDTH, HEIGHT);
    encoder.set_depth(png::BitDepth::Eight);
    let bytes = match indexed(&colours) {
        Some((palette, bytes)) => {
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_palette(palette);
            bytes
        }
        None => {
            encoder.set_color(png::ColorType::Rgb);
            colours.as_flattened().to_vec()
        }
    };
    encoder.set_compression(png::Compression::Balanced);
    encoder.set_filter(png::Filter::NoFilter);
    let written = encoder
        .write_header()
        .and_then(|mut writer| writer.write_image_data(&bytes));
    written.map_err(|error| error.to_string())?;
    Ok(png)
}

/// The colours as a palette, in the order in which they are met, and the place of each pixel's in it.
fn indexed(colours: &[[u8; 3]]) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut places: HashMap<[u8; 3], u8> = HashMap::new();
    let mut palette = Vec::new();
    let mut bytes = Vec::with_capacity(colours.len());
    let mut last = None;
    for colour in colours {
        // Neighbours are mostly of one colour.
        if let Some((known, place)) = last
            && known == colour
        {
            bytes.push(place);
            continue;
        }
        let place = match places.get(colour) {
            Some(place) => *place,
            None => {
                let place = u8::try_from(places.len()).ok()?;
                places.insert(*colour, place);
                palette.extend_from_slice(colour);
                place
            }
        };
        bytes.push(place);
        last = Some((colour, place));
    }
    Some((palette, bytes))
}
