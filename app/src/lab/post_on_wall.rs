//! Posting on the wall.

use leptos::prelude::*;

use crate::Refused;

/// Puts a post on the wall of this browser's sandbox, as it was written. Anybody may, under any name.
///
/// # Errors
/// If there is no text or too much, or as the house refuses.
#[server(prefix = "/fn/lab", endpoint = "post_on_wall", output = crate::Json)]
pub async fn post_on_wall(
    /// Who signs it.
    author: String,
    /// What it says.
    text: String,
) -> Result<(), Refused> {
    let (lab, sandbox) = super::caller().await?;
    let post = lab::NewPost::parse(author.parse::<domain::UserName>()?, text)
        .map_err(|_| domain::Refusal::Malformed)?;
    lab::post_on_wall(&lab, &sandbox, &post).await.map_err(domain::Refusal::from)?;
    crate::answer::send_form_to("/wall");
    Ok(())
}
