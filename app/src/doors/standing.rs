//! Who stands in a door, and what the last request came to: what the threshold shows.

use domain::{Refusal, User};

use super::{FirstPaint, Verb};
use crate::Refused;

/// One value, for it is shown as one; and a signal for each of its parts would bring all that a signal is made of once
/// more for each type.
#[derive(Clone, Debug, Default)]
pub(crate) struct Standing {
    /// Who is signed in, as far as the page knows.
    pub who: Option<User>,
    /// Whether they were when the page was loaded.
    pub at_load: bool,
    /// The provider where they can sign out as well.
    pub signs_out_at: Option<String>,
    /// What came back when the profile was asked for.
    pub profile: Option<User>,
    /// Why the last request was refused.
    pub refused: Option<Refused>,
}

impl Standing {
    /// At the session door, as the server rendered it.
    pub(super) fn at_first_paint(first_paint: &FirstPaint) -> Self {
        let user = &first_paint.user;
        Self {
            who: user.clone(),
            at_load: user.is_some(),
            signs_out_at: first_paint.signs_out_at.clone(),
            profile: user.clone().filter(|_| first_paint.profile_open),
            refused: first_paint.refusal.map(Refused::House),
        }
    }

    /// Forgets what came of the request before.
    pub(super) fn ask_again(&mut self) {
        self.at_load = false;
        self.profile = None;
        self.refused = None;
    }

    /// Notes what a request came to. Returns whether somebody came or went.
    pub(super) fn note(&mut self, verb: &Verb, came_of_it: Result<Option<User>, Refused>) -> bool {
        match (came_of_it, verb) {
            (Ok(user), Verb::OpenProfile) => self.profile = user,
            (Ok(user), verb) => {
                // Whoever comes in by this form comes through no provider.
                if matches!(verb, Verb::LogIn { .. }) {
                    self.signs_out_at = None;
                }
                self.who = user;
                self.at_load = matches!(verb, Verb::Restore);
                return true;
            }
            (Err(refused), _) => return self.refuse(refused),
        }
        false
    }

    /// Notes that a request was refused. Returns whether somebody went by that.
    pub(super) fn refuse(&mut self, refused: Refused) -> bool {
        // The row is gone: whatever the page believed, nobody is signed in.
        let gone = matches!(refused, Refused::House(Refusal::Unauthorized) | Refused::Ended);
        if gone {
            self.who = None;
        }
        self.refused = Some(refused);
        gone
    }
}
