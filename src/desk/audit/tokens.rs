//! Bytes to a page that audits can ask: one pass by a tokenizer that follows the standard, without a tree.

use super::attributes::Attributes;
use super::elements::Reading;
use super::page::Seen;
use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use std::convert::Infallible;

/// Reads a page.
pub fn read(html: &[u8]) -> Seen {
    let mut reading = Reading::default();
    let mut attributes = Attributes::default();
    let mut name: Vec<u8> = Vec::new();
    let emitter = CallbackEmitter::new(
        |event: CallbackEvent<'_>, _: html5gum::Span<()>| -> Option<Infallible> {
            match event {
                CallbackEvent::OpenStartTag { name: opened } => {
                    name.clear();
                    name.extend_from_slice(opened);
                    attributes.clear();
                }
                CallbackEvent::AttributeName { name } => attributes.open(name),
                CallbackEvent::AttributeValue { value } => attributes.fill(value),
                CallbackEvent::CloseStartTag { self_closing } => {
                    reading.start(&name, &attributes, self_closing)
                }
                CallbackEvent::EndTag { name } => reading.end(name),
                CallbackEvent::String { value } => reading.text(value),
                _ => {}
            }
            None
        },
    );
    let mut emitter = emitter;
    emitter.naively_switch_states(true);
    // A slice cannot fail to be read.
    let _ = Tokenizer::new_with_emitter(html, emitter).finish();
    reading.finish()
}
