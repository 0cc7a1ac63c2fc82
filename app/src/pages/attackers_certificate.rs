//! A word over HTTPS: the attacker's certificate is one more that nobody vouches for. A page's own requests to him fail without a
//! question until its reader has been there, and then an attack comes to nothing for the wrong reason.

use leptos::prelude::*;

use crate::AttackerSite;

/// What to do first, if the attacker is reached over HTTPS.
#[component]
pub(super) fn AttackersCertificate() -> impl IntoView {
    let site = use_context::<AttackerSite>().filter(|site| site.0.starts_with("https://"));
    site.map(|AttackerSite(other_site)| {
        let same_site = other_site.replacen("127.0.0.1", "localhost", 1);
        view! {
            <p class="refusal" role="note">
                "Nobody vouches for the attacker’s certificate either. Before you attack, open "
                <a href=other_site.clone()>{other_site.clone()}</a> " and " <a href=same_site.clone()>{same_site.clone()}</a>
                " once and let your browser go on. Until then what a script steals does not arrive there."
            </p>
        }
    })
}
