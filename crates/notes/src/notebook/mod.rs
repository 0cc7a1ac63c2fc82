//! The notes: everybody's own, and nobody else's.

mod delete;
mod note_text;
mod show;
mod write;

pub(crate) use delete::delete;
pub(crate) use note_text::{InvalidText, LONGEST_NOTE, NoteText};
pub(crate) use show::{add_slash, back, show};
pub(crate) use write::write;
