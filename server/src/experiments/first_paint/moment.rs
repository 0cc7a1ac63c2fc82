//! What was on the screen at each moment: read off the recorded answers, and put in the order in which they came.

use lab::{Event, Frame, Shown, Table};

use super::super::Void;
use super::super::stage::Stage;
use super::{Addresses, seen, succeeded};
use crate::lab::Noted;

/// Something that came, and what it was to the page.
pub(super) struct Moment {
    what: What,
    noted: Noted,
}

/// What there is to come.
enum What {
    Html,
    Image,
    Download,
    /// With the picture that the script asked for, if it got that far.
    Script(Option<Noted>),
}

/// What the token door's script asked for when it woke.
pub(super) struct Script {
    pub(super) profile: Noted,
    picture: Option<Noted>,
}

impl Script {
    /// Waits for it: it goes on to the picture only if it was told who is there.
    pub(super) async fn seen(stage: &Stage, after: usize, addresses: &Addresses) -> Result<Self, Void> {
        let profile = seen(stage, after, "/api/jwt/profile/me", "empty").await?;
        let picture = if succeeded(&profile.event) {
            Some(seen(stage, after, addresses.picture, "empty").await?)
        } else {
            None
        };
        Ok(Self { profile, picture })
    }
}

/// Everything that came, first things first. The HTML is always the first: the rest is asked for because of it.
pub(super) fn in_order(html: Noted, image: Noted, download: Noted, script: Option<Script>) -> Vec<Moment> {
    let moment = |what, noted| Moment { what, noted };
    let mut moments = vec![moment(What::Image, image), moment(What::Download, download)];
    moments.extend(script.map(|Script { profile, picture }| moment(What::Script(picture), profile)));
    moments.sort_by_key(Moment::over);
    moments.insert(0, moment(What::Html, html));
    moments
}

/// The page as it stood at each moment. `named` is whom its HTML named, `alice` whom a script can be told about.
pub(super) fn film(moments: &[Moment], named: Option<&str>, alice: &str) -> Vec<Frame> {
    let mut frames: Vec<Frame> = Vec::new();
    for moment in moments {
        let (moment_in_words, at) = (moment.what.in_words().to_owned(), Some(moment.milliseconds(moments)));
        let mut frame = frames.last().cloned().unwrap_or_else(|| Frame {
            moment: String::new(),
            at,
            names: named.map(ToOwned::to_owned),
            picture: Shown::Awaited,
            file: Shown::Awaited,
        });
        (frame.moment, frame.at) = (moment_in_words, at);
        match &moment.what {
            What::Html => {}
            // A script that was quicker has put its own there.
            What::Image if frame.picture == Shown::Here => {}
            What::Image => frame.picture = shown(&moment.noted.event),
            What::Download => frame.file = shown(&moment.noted.event),
            What::Script(picture) => {
                if succeeded(&moment.noted.event) {
                    frame.names = Some(alice.to_owned());
                }
                // What the image got by itself stays where the script got nothing better.
                if picture.as_ref().is_some_and(|picture| succeeded(&picture.event)) {
                    frame.picture = Shown::Here;
                }
            }
        }
        frames.push(frame);
    }
    let scripts = moments.iter().any(|moment| matches!(moment.what, What::Script(_)));
    if let Some(last) = frames.last().filter(|_| !scripts).cloned() {
        frames.push(Frame { moment: "After scripts: it has none".to_owned(), at: None, ..last });
    }
    frames
}

/// The same in words, with what went along.
pub(super) fn table(moments: &[Moment], named: bool) -> Table {
    let rows = moments.iter().map(|moment| {
        let event = &moment.noted.event;
        vec![
            moment.what.in_words().to_owned(),
            format!("{} ms", moment.milliseconds(moments)),
            event.name.clone(),
            went_along(event).to_owned(),
            event.status.map(|status| status.to_string()).unwrap_or_default(),
            moment.on_the_screen(named).to_owned(),
        ]
    });
    Table {
        caption: "What was on the screen, moment by moment".to_owned(),
        columns: ["Moment", "After the HTML", "Asked for", "What went along", "Answer", "On the screen"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows.collect(),
    }
}

impl Moment {
    /// When everything that belongs to it had been answered.
    fn over(&self) -> std::time::Instant {
        match &self.what {
            What::Script(Some(picture)) => picture.at.max(self.noted.at),
            _ => self.noted.at,
        }
    }

    /// How long after the HTML that was.
    fn milliseconds(&self, moments: &[Self]) -> u64 {
        let begun = moments.first().map_or(self.noted.at, |html| html.noted.at);
        u64::try_from(self.over().saturating_duration_since(begun).as_millis()).unwrap_or(u64::MAX)
    }

    fn on_the_screen(&self, named: bool) -> &'static str {
        match (&self.what, succeeded(&self.noted.event)) {
            (What::Html, _) if named => "her name",
            (What::Html, _) => "“Nobody is signed in.”",
            (What::Image, true) => "her picture",
            (What::Image, false) => "a broken image",
            (What::Download, true) => "a file",
            (What::Download, false) => "an error, no file",
            (What::Script(_), false) => "still nobody",
            (What::Script(Some(picture)), true) if succeeded(&picture.event) => {
                "her name, at last, and her picture"
            }
            (What::Script(_), true) => "her name, at last",
        }
    }
}

impl What {
    const fn in_words(&self) -> &'static str {
        match self {
            Self::Html => "The first HTML",
            Self::Image => "The image in it",
            Self::Download => "The link in it, followed",
            Self::Script(_) => "A script wakes",
        }
    }
}

fn shown(event: &Event) -> Shown {
    if succeeded(event) { Shown::Here } else { Shown::Refused }
}

/// What of Alice's a request carried.
fn went_along(event: &Event) -> &'static str {
    let has = |wanted: &str, part: &str| {
        event.request.iter().any(|header| header.name == wanted && header.value.contains(part))
    };
    match (has("authorization", "Bearer "), has("cookie", "__Host-session=")) {
        (true, _) => "the token, attached by a script",
        (false, true) => "the cookie, attached by the browser",
        (false, false) => "nothing that opens a door",
    }
}
