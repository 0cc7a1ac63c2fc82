//! Beginning an experiment anew.

use leptos::prelude::*;

use crate::Refused;

/// Forgets the prediction and every run of one experiment of this browser's sandbox.
///
/// # Errors
/// As the house refuses.
#[server(prefix = "/fn/lab", endpoint = "reset_experiment", output = crate::Json)]
pub async fn reset_experiment(
    /// Which one, by its slug.
    experiment: String,
) -> Result<(), Refused> {
    use domain::Refusal;

    let (lab, sandbox) = super::caller().await?;
    let playhouse = super::playhouse()?;
    let known = playhouse.sheets().into_iter().any(|sheet| sheet.slug == experiment);
    if !known {
        return Err(Refusal::NotFound.into());
    }
    playhouse.end(&sandbox).await?;
    lab.experiments.forget_experiment(&sandbox, &experiment).await.map_err(Refusal::from)?;
    crate::answer::send_form_to(&format!("/experiments/{experiment}"));
    Ok(())
}
