//! The rooms that remember something from one request to the next, together.

use std::sync::Arc;

use domain::SandboxId;

use super::code_flow::CodeFlowRoom;
use super::csrf::CsrfRoom;
use super::login_csrf::LoginCsrfRoom;
use super::unthrottled_sign_in::UnthrottledSignIn;

/// These rooms. A clone leads into the same ones.
#[derive(Clone, Default)]
pub struct VulnerableRooms {
    /// Claim T15.
    pub csrf: Arc<CsrfRoom>,
    /// Forged sign-ins.
    pub login_csrf: Arc<LoginCsrfRoom>,
    /// Claims P2 and P3: guesses are not counted.
    pub unthrottled_sign_in: Arc<UnthrottledSignIn>,
    /// Claim P4.
    pub code_flow: Arc<CodeFlowRoom>,
}

impl VulnerableRooms {
    /// Forgets everything of a sandbox.
    pub fn clear(&self, sandbox: &SandboxId) {
        let Self { csrf, login_csrf, unthrottled_sign_in, code_flow } = self;
        csrf.clear(sandbox);
        login_csrf.clear(sandbox);
        unthrottled_sign_in.clear(sandbox);
        code_flow.clear(sandbox);
    }
}
