//! What there is to read: demo documents, the same in every sandbox.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::Service;
use super::bearer::Bearer;
use super::claims::GatewayClaims;
use super::refused::Refused;

/// What a token must allow.
const READ: &str = "read";

/// `GET /documents/{sandbox}/payslip`, at the file store.
pub(super) async fn payslip(
    State(service): State<Arc<Service>>,
    Path(sandbox): Path<String>,
    Bearer(token): Bearer,
) -> Result<Json<Value>, Refused> {
    let claims = service.admit(&sandbox, &token).await?;
    Ok(Json(json!({ "title": "Payslip", "text": "Paid out in May: 3,412.", "read_for": claims.sub })))
}

/// `GET /reports/{sandbox}/payroll`, at the service that writes reports.
pub(super) async fn payroll(
    State(service): State<Arc<Service>>,
    Path(sandbox): Path<String>,
    Bearer(token): Bearer,
) -> Result<Json<Value>, Refused> {
    let claims = service.admit(&sandbox, &token).await?;
    Ok(Json(json!({ "title": "Payroll", "text": "214 people, 812,300 in May.", "read_for": claims.sub })))
}

impl Service {
    /// Whose errand it is, if the token is for this service, for reading, and for this sandbox.
    async fn admit(&self, sandbox: &str, token: &str) -> Result<GatewayClaims, Refused> {
        let claims: GatewayClaims = self.means.verifier.verify(&self.origin, token).await?;
        if claims.sandbox.as_str() != sandbox {
            return Err(Refused::InvalidToken);
        }
        if claims.allow(READ) { Ok(claims) } else { Err(Refused::InsufficientScope) }
    }
}
