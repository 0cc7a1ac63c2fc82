//! The notebook, open.

use axum::response::{IntoResponse, Response};
use domain::SandboxId;
use maud::{Markup, html};
use time::OffsetDateTime;

use super::document;
use super::problem::status;
use crate::database::{MOST_NOTES, Note, Person};
use crate::notebook::LONGEST_NOTE;
use crate::refusal::Refusal;

/// What somebody typed, and why it was not kept.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Draft<'a> {
    /// As it was typed.
    pub(crate) text: &'a str,
    /// Why not.
    pub(crate) refusal: Refusal,
}

/// The page.
pub(crate) fn notebook(
    sandbox: &SandboxId,
    person: &Person,
    written: &[Note],
    draft: Option<Draft<'_>>,
) -> Response {
    let page = document(
        "Notes",
        &html! {
            h1 { "Notes" }
            p .whose { (whose(person)) }
            (write(sandbox, draft))
            @if written.is_empty() {
                p .aside { "Nothing yet. What you write stays until you delete it." }
            } @else {
                ol .notes reversed {
                    @for note in written { (entry(sandbox, note)) }
                }
            }
            (sign_out(sandbox, person))
        },
    );
    match draft {
        Some(draft) => (status(draft.refusal), page).into_response(),
        None => page.into_response(),
    }
}

fn whose(person: &Person) -> &str {
    person.name.as_deref().or(person.email.as_deref()).unwrap_or(&person.subject)
}

fn write(sandbox: &SandboxId, draft: Option<Draft<'_>>) -> Markup {
    let described_by = if draft.is_some() { "notice limit" } else { "limit" };
    html! {
        form .write method="post" action={ "/" (sandbox) "/notes" } {
            label for="text" { "New" }
            @if let Some(draft) = draft {
                p #notice role="alert" { (draft.refusal) }
            }
            // No `maxlength`: a browser would cut what somebody pastes, and say nothing.
            textarea #text name="text" rows="3" required aria-describedby=(described_by)
                aria-invalid=[draft.map(|_| "true")] autofocus[draft.is_some()] {
                (draft.map(|draft| draft.text).unwrap_or_default())
            }
            p #limit .aside { (LONGEST_NOTE) " characters at most, " (MOST_NOTES) " notes." }
            button type="submit" { "Keep it" }
        }
    }
}

fn entry(sandbox: &SandboxId, note: &Note) -> Markup {
    let (day, hour, at) = when(note.written_at);
    let id = format!("note-{}", note.id);
    html! {
        li {
            time datetime=(at) { (day) " " span { (hour) } }
            p #(id) { (note.text) }
            form method="post" action={ "/" (sandbox) "/notes/" (note.id) "/delete" } {
                button type="submit" .quiet aria-describedby=(id) { "Delete" }
            }
        }
    }
}

/// A moment as a day, an hour, and as machines read it (RFC 3339).
fn when(at: i64) -> (String, String, String) {
    let at = OffsetDateTime::from_unix_timestamp(at).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let (year, month, day) = (at.year(), at.month(), at.day());
    let short = &month.to_string()[..3];
    let hour = format!("{:02}:{:02}", at.hour(), at.minute());
    let machine = format!("{year}-{:02}-{day:02}T{hour}:{:02}Z", u8::from(month), at.second());
    (format!("{day} {short} {year}"), format!("{hour} UTC"), machine)
}

fn sign_out(sandbox: &SandboxId, person: &Person) -> Markup {
    html! {
        section .leave aria-labelledby="leave" {
            h2 #leave { "Leave" }
            form method="post" action={ "/" (sandbox) "/sign-out" } {
                button type="submit" { "Sign out of Notes" }
                p .aside { "The identity provider still knows you: the next sign-in asks for no password." }
            }
            form method="post" action={ "/" (sandbox) "/sign-out-everywhere" } {
                button type="submit" { "Sign out everywhere" }
                p .aside {
                    "Of Notes, of the provider, and of every app that you went on to from there. The provider asks once whether you mean it."
                }
            }
            p .aside {
                "You are "
                @if let Some(email) = &person.email { (email) ", and " }
                span .machine { (person.subject) } " of " span .machine { (person.issuer) } "."
            }
        }
    }
}
