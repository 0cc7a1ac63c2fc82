//! `single-sign-on` (claim P5): Alice uses two apps. How often does she type her password, how many servers read it, and what does
//! it come to when she signs out once?

mod one_provider;
mod own_forms;

use app::experiments::SINGLE_SIGN_ON;
use async_trait::async_trait;
use lab::{Sheet, Table};

use super::stage::{SESSION_DOOR, Stage, TOKEN_DOOR};
use super::{Experiment, Outcome, Void};

pub(super) struct SingleSignOn;

#[async_trait]
impl Experiment for SingleSignOn {
    fn sheet(&self) -> &'static Sheet {
        &SINGLE_SIGN_ON
    }

    async fn play(&self, stage: &mut Stage) -> Result<Outcome, Void> {
        match stage.arm.slug {
            "identity_provider" => one_provider::play(stage).await,
            "local_storage_jwt" => own_forms::play(stage, TOKEN_DOOR).await,
            _ => own_forms::play(stage, SESSION_DOOR).await,
        }
    }
}

/// What it took to be signed in at both apps: who, how often a password was typed there, and how many requests Alice's browser sent
/// there.
fn prompts(rows: Vec<(String, usize, usize)>) -> Table {
    let all = rows.iter().fold((0, 0), |(prompts, requests), row| (prompts + row.1, requests + row.2));
    let rows = rows.into_iter().chain([("All of them".to_owned(), all.0, all.1)]);
    Table {
        caption: "Until Alice was signed in at both apps".to_owned(),
        columns: ["Where", "Times she typed her password", "Requests of her browser"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows
            .map(|(who, prompts, requests)| vec![who, prompts.to_string(), requests.to_string()])
            .collect(),
    }
}

/// What copies of what her browser held opened, before she signed out once and after.
fn copies(rows: [(&str, bool); 2]) -> Table {
    let shown = |opens| if opens { "200, her profile" } else { "401" }.to_owned();
    Table {
        caption: "Copies of what her browser held".to_owned(),
        columns: ["Of", "Before she signed out", "After she had signed out once"].map(str::to_owned).to_vec(),
        // Whoever gets here has seen both of them work.
        rows: rows.map(|(of, after)| vec![of.to_owned(), shown(true), shown(after)]).to_vec(),
    }
}
