//! Keeping the keyboard's place: whoever signs in or out by a form is still in the same door afterwards.

use leptos::html::Div;
use leptos::prelude::*;

use super::DoorState;

/// Where the focus goes when a form that was sent is replaced by what came of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct FocusKeeper {
    /// The element around both.
    pub threshold: NodeRef<Div>,
    // Not tracked, but of a type that the doors have anyway: a store for it alone would be 0.3 kB of the download.
    sent: RwSignal<bool>,
}

impl FocusKeeper {
    /// Keeps the focus in a door.
    pub(super) fn new(door: DoorState) -> Self {
        let keeper = Self { threshold: NodeRef::new(), sent: RwSignal::new(false) };
        Effect::new(move || {
            door.who.track();
            // Only after a form was sent here: who is signed in as the page loads must not pull the focus.
            if keeper.sent.get_untracked() {
                keeper.sent.set(false);
                request_animation_frame(move || keeper.focus());
            }
        });
        keeper
    }

    /// Notes that a form was sent.
    pub(super) fn note(self) {
        self.sent.set(true);
    }

    fn focus(self) {
        if let Some(threshold) = self.threshold.get_untracked() {
            // An element that has left the page by now needs no focus.
            let _ = threshold.focus();
        }
    }
}
