//! Somebody who wants to come in at one of the provider's clients: with Alice's password, and perhaps with more.

use authn::READY_ACCOUNTS;
use lab::Lane;
use reqwest::Url;

use super::super::Void;
use super::super::stage::{SecondBrowser, Stage};
use super::visitor::{Page, Visitor};

/// A client of the provider's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Client {
    TwoDoors,
    Notes,
}

/// Somebody's browser without a window: its part for the app, which is recorded there, and its part for everybody else.
pub(super) struct Person {
    app: SecondBrowser,
    elsewhere: Visitor,
}

/// How far the password got.
pub(super) enum Came {
    /// All the way: the client's answer to a question about the profile.
    In(u16),
    /// To the page that asks for a second factor, and to nothing else.
    HalfWay(Box<Page>),
}

impl Client {
    pub(super) const ALL: [Self; 2] = [Self::TwoDoors, Self::Notes];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::TwoDoors => "Two Doors",
            Self::Notes => "Notes",
        }
    }
}

impl Person {
    pub(super) fn alice(stage: &Stage) -> Result<Self, Void> {
        Ok(Self { app: stage.second_browser(), elsewhere: Visitor::new(stage, Lane::SecondBrowser)? })
    }

    pub(super) fn mallory(stage: &Stage) -> Result<Self, Void> {
        Ok(Self { app: stage.attackers_program(), elsewhere: Visitor::new(stage, Lane::Attacker)? })
    }

    /// Begins at a client, and types Alice's password at the provider if it is asked for.
    pub(super) async fn bring_the_password(&mut self, stage: &Stage, client: Client) -> Result<Came, Void> {
        let question = self.question(stage, client).await?;
        let mut answer = self.elsewhere.get(stage, &question).await?;
        if answer.status == 200 {
            let typed = [("email", READY_ACCOUNTS[0].email), ("password", READY_ACCOUNTS[0].password)];
            answer = self.elsewhere.fill_in(stage, &answer, "/sign-in", &typed).await?;
        }
        if let Some(to) = answer.to.clone().filter(|_| answer.asks_for_more()) {
            return Ok(Came::HalfWay(Box::new(self.elsewhere.get(stage, &to).await?)));
        }
        self.come_back(stage, client, &answer).await
    }

    /// Brings a code to the page that asks for it.
    pub(super) async fn bring_a_code(
        &mut self,
        stage: &Stage,
        client: Client,
        page: &Page,
        code: &str,
    ) -> Result<Came, Void> {
        let answer = self.elsewhere.fill_in(stage, page, "/second-factor", &[("code", code)]).await?;
        self.come_back(stage, client, &answer).await
    }

    /// What a client says to somebody who has not come back from the provider.
    pub(super) async fn profile(&mut self, stage: &Stage, client: Client) -> Result<u16, Void> {
        match client {
            Client::TwoDoors => Ok(self.app.get("/api/session/profile/me").await?.status),
            Client::Notes => {
                let address = notes(stage, "api/profile")?;
                Ok(self.elsewhere.get(stage, &address).await?.status)
            }
        }
    }

    /// Goes to a page of the account's at the provider, which sends whoever is not signed in to the form first.
    pub(super) async fn account(&mut self, stage: &Stage) -> Result<Page, Void> {
        let address = at_the_provider(stage, "account")?;
        let answer = self.elsewhere.get(stage, &address).await?;
        let Some(form) = answer.to else { return Ok(answer) };
        let form = self.elsewhere.get(stage, &form).await?;
        let typed = [("email", READY_ACCOUNTS[0].email), ("password", READY_ACCOUNTS[0].password)];
        self.elsewhere.fill_in(stage, &form, "/sign-in", &typed).await?;
        self.elsewhere.get(stage, &address).await
    }

    /// Sends a form of such a page.
    pub(super) async fn change(
        &mut self,
        stage: &Stage,
        page: &Page,
        step: &str,
        typed: &[(&str, &str)],
    ) -> Result<Page, Void> {
        self.elsewhere.fill_in(stage, page, step, typed).await
    }

    async fn question(&mut self, stage: &Stage, client: Client) -> Result<Url, Void> {
        let question = match client {
            Client::TwoDoors => {
                let page = self.app.post_form("/sign-in/idp", &[("return_to", "/account")]).await?;
                onward(&page.text).and_then(|address| address.parse().ok())
            }
            Client::Notes => self.elsewhere.post(stage, notes(stage, "sign-in")?, &[]).await?.to,
        };
        question.ok_or_else(|| Void(format!("{} sent nobody to the provider.", client.name())))
    }

    async fn come_back(&mut self, stage: &Stage, client: Client, answer: &Page) -> Result<Came, Void> {
        let Some(to) = answer.to.as_ref().filter(|to| to.query_pairs().any(|(name, _)| name == "code"))
        else {
            return Err(Void(format!("The provider refused what was right: {}.", answer.status)));
        };
        match client {
            Client::TwoDoors => {
                self.app.get(&format!("{}?{}", to.path(), to.query().unwrap_or_default())).await?;
            }
            Client::Notes => drop(self.elsewhere.get(stage, to).await?),
        }
        Ok(Came::In(self.profile(stage, client).await?))
    }
}

/// Where a page that goes on by itself leads.
fn onward(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("content=\"0; url=")?;
    Some(rest.split_once('"')?.0.replace("&amp;", "&"))
}

fn at_the_provider(stage: &Stage, step: &str) -> Result<Url, Void> {
    let home = stage.house.home_provider.as_ref();
    let address = home.and_then(|home| format!("{}/{step}", home.issuer.of(&stage.sandbox)).parse().ok());
    address.ok_or_else(|| Void("This app has no identity provider of its own.".to_owned()))
}

fn notes(stage: &Stage, step: &str) -> Result<Url, Void> {
    let origin = stage.notes.as_ref().ok_or_else(|| Void("Notes is not open.".to_owned()))?;
    let address = format!("{origin}/{}/{step}", stage.sandbox).parse();
    address.map_err(|_| Void("Notes has no address.".to_owned()))
}
