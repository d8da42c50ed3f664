//! A drawing as a picture: SVG to PNG, with the fonts at hand and nothing else.

use super::fonts::Fonts;
use super::guard;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree};

/// In pixels: what sites that show a link ask for.
pub const WIDTH: u32 = 1200;

/// The same.
pub const HEIGHT: u32 = 630;

/// Another where the same drawing comes out as other bytes: the engine's version, and how its picture is packed.
pub const ENGINE: &str = "resvg 0.49, png 0.18 fast";

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

/// The picture as a PNG. It is opaque, so that three bytes a pixel say all.
fn packed(picture: &Pixmap) -> Result<Vec<u8>, String> {
    let pixels = picture.pixels().iter();
    let bytes: Vec<u8> = pixels
        .flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()])
        .collect();
    let mut png = Vec::with_capacity(1 << 16);
    let mut encoder = png::Encoder::new(&mut png, WIDTH, HEIGHT);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let written = encoder
        .write_header()
        .and_then(|mut writer| writer.write_image_data(&bytes));
    written.map_err(|error| error.to_string())?;
    Ok(png)
}
