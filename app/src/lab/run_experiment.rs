//! Predicting how an experiment turns out, and having it played.

use leptos::prelude::*;

use crate::Refused;

/// Notes a prediction, if the form carries one, and begins to play every arm with these defences. A form is sent to the
/// experiment's page, which plays.
///
/// # Errors
/// If there is no such experiment, arm or defence, or as the house refuses.
#[server(prefix = "/fn/lab", endpoint = "run_experiment", output = crate::Json)]
pub async fn run_experiment(
    /// Which one, by its slug.
    experiment: String,
    /// Whether this is a prediction.
    #[server(default)]
    predict: bool,
    /// The arms that are expected to fall, by their slugs.
    #[server(default)]
    falls: Vec<String>,
    /// What is to be switched on, by slug.
    #[server(default)]
    defences: Vec<String>,
    /// Whether to stop before each step, until whoever reads says to go on.
    #[server(default)]
    step_by_step: bool,
) -> Result<(), Refused> {
    use domain::Refusal;

    let (lab, sandbox) = super::caller().await?;
    let playhouse = super::playhouse()?;
    let sheets = playhouse.sheets();
    let sheet = sheets.into_iter().find(|sheet| sheet.slug == experiment).ok_or(Refusal::NotFound)?;
    let defences: Vec<lab::Defence> =
        defences.iter().map(|slug| slug.parse()).collect::<Result<_, _>>().map_err(|_| Refusal::Malformed)?;
    if predict {
        if falls.iter().any(|arm| sheet.arm(arm).is_none()) {
            return Err(Refusal::Malformed.into());
        }
        let now = lab.clock.now();
        lab.experiments.predict(&sandbox, sheet.slug, &falls, now).await.map_err(Refusal::from)?;
    }
    let asked = sheet.arms.iter().map(|arm| lab::Asked { arm, defences: defences.clone() }).collect();
    let pace = if step_by_step { lab::Pace::StepByStep } else { lab::Pace::AtOnce };
    playhouse.begin(&sandbox, sheet.slug, asked, pace)?;
    crate::answer::send_form_to(&format!("/experiments/{}?running=0", sheet.slug));
    Ok(())
}
