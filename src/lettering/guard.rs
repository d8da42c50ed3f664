//! What a drawing must be before the engine sees it.

use resvg::usvg::roxmltree::{Document, Error, Node, ParsingOptions};

/// In bytes: no card needs more.
const LONGEST: usize = 1 << 20;

/// How deeply elements may stand in each other: the engine goes down them by calls.
const DEEPEST: usize = 64;

/// In elements.
const MOST: usize = 10_000;

/// Why a text is no drawing that can be made a card of.
pub fn objection(svg: &str) -> Option<String> {
    if svg.len() > LONGEST {
        return Some(format!("it is {} bytes long; {LONGEST} is the most", svg.len()));
    }
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: MOST as u32,
        ..ParsingOptions::default()
    };
    match Document::parse_with_options(svg, options) {
        Ok(document) => of_nodes(&document),
        Err(Error::NodesLimitReached) => Some(format!("it has more than {MOST} elements")),
        Err(error) => Some(format!("it is no well-formed SVG: {error}")),
    }
}

fn of_nodes(document: &Document<'_>) -> Option<String> {
    if document.root_element().tag_name().name() != "svg" {
        return Some("it does not begin with `<svg>`".to_owned());
    }
    document.descendants().filter(Node::is_element).find_map(|node| {
        if node.ancestors().nth(DEEPEST).is_some() {
            return Some(format!("its elements stand more than {DEEPEST} deep in each other"));
        }
        mixes_fonts(&node).then(|| {
            "a <tspan> in another font needs an x of its own: print the text by `| fit` and `| text`, which place it"
                .to_owned()
        })
    })
}

/// Two fonts in one run of text: the engine joins what each made of it, and fails where they join letters otherwise.
fn mixes_fonts(node: &Node<'_, '_>) -> bool {
    let names_font =
        |name: &str| name.starts_with("font") && name != "font-size" || name == "class" || name == "style";
    let is_inside_text = node
        .ancestors()
        .skip(1)
        .any(|above| above.tag_name().name() == "text");
    is_inside_text && node.attribute("x").is_none() && node.attributes().any(|given| names_font(given.name()))
}
