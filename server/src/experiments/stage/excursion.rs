//! The victim's browser leaves the experiment for a page of the attacker's, and is led back from there.

use lab::{Event, Lane, Mark};
use reqwest::Url;

use super::super::Void;
use super::Stage;

/// Where the attacker's page is, as a browser sees it from the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Neighbourhood {
    /// On another site.
    CrossSite,
    /// On another port of the same host. Browsers call that the same site.
    SameSite,
}

impl Neighbourhood {
    /// Both.
    pub(crate) const ALL: [Self; 2] = [Self::CrossSite, Self::SameSite];

    /// As a browser writes it in `Sec-Fetch-Site` (Fetch Metadata, §2.4).
    pub(crate) const fn sec_fetch_site(self) -> &'static str {
        match self {
            Self::CrossSite => "cross-site",
            Self::SameSite => "same-site",
        }
    }

    /// For people.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::CrossSite => "another site",
            Self::SameSite => "another port",
        }
    }
}

impl Stage {
    /// Has the victim's browser visit a page of the attacker's campaign, and returns when that page has led it back. What
    /// the page sent meanwhile, the app recorded.
    pub(crate) async fn lure(
        &mut self,
        from: Neighbourhood,
        page: &str,
        parameters: &[(&str, &str)],
        words: &str,
    ) -> Result<(), Void> {
        let page_address = self.attacker.address_in(from, page);
        let before = self.traces.so_far(&self.sandbox).len();
        let sandbox = self.sandbox.to_string();
        let address = |way_back: &str| {
            let own = [("sandbox", sandbox.as_str()), ("done", way_back)];
            // Whatever stands in the query is encoded: the way back has a query of its own.
            Url::parse_with_params(&page_address, own.iter().chain(parameters)).ok().map(String::from)
        };
        self.browser.leave(address, &format!("/experiments/{}", self.slug), words).await?;
        let event = Event {
            from: Lane::Browser,
            to: Lane::Attacker,
            name: format!("GET {page}"),
            status: None,
            note: format!("the attacker’s page, on {}", from.words()),
            request: Vec::new(),
            response: Vec::new(),
            mark: Mark::Plain,
        };
        // It came back, so it was there: before everything that came from there.
        self.traces.note_at(&self.sandbox, before, event);
        Ok(())
    }
}
