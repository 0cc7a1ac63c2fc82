//! The proof of a claim: the files that carry it out, whole, as they were when this program was built.

use lab::{Claim, LEDGER, Listing, Proof};
use leptos::either::Either;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::NotFound;

/// The page.
#[component]
pub(crate) fn ProofOfClaim() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("claim")).unwrap_or_default();
    let claim = LEDGER.iter().find(|claim| claim.id == id);
    match claim.and_then(|claim| Some((claim, of(claim)?))) {
        Some((claim, proof)) => Either::Left(view! { <Files claim proof/> }),
        None => Either::Right(view! { <NotFound/> }),
    }
}

/// What proves a claim.
pub(super) fn of(claim: &Claim) -> Option<&'static Proof> {
    let playhouse = crate::lab::playhouse().ok()?;
    playhouse.proofs().iter().find(|proof| proof.experiment == claim.experiment)
}

/// The claim, where to find which file, and the files.
#[component]
fn Files(claim: &'static Claim, proof: &'static Proof) -> impl IntoView {
    let contents = proof.files.iter().enumerate().map(|(at, file)| {
        view! { <li><a href=format!("#{}", place(at))><Path path=file.path/></a></li> }
    });
    let listings = proof.files.iter().enumerate().map(|(at, file)| view! { <OneFile at file/> });
    view! {
        <Title text=format!("The proof of {}", claim.id)/>
        <section class="page wide">
            <header class="sheet-head">
                <p class="tags"><a class="tag" href=format!("/claims#{}", claim.id)>"claim " {claim.id}</a></p>
                <h1>"How it is proved."</h1>
                <p class="lede">{claim.says} " " {claim.finding}</p>
                <div class="prose">
                    <p>
                        {match claim.experiment {
                            Some(slug) => Either::Left(view! {
                                "First what is done, with real requests; then what the ledger expects of it; at last the test that \
                                 does in Chromium what you would do, and compares the two. "
                                <a href=format!("/experiments/{slug}")>"Run it yourself"</a>
                                ", or all of them with " <code>"cargo xtask prove"</code> "."
                            }),
                            None => Either::Right(view! {
                                "First the tests of each door’s interface, request by request; at last the one that asks both the same \
                                 from outside. Run all of it with " <code>"cargo xtask prove"</code> "."
                            }),
                        }}
                    </p>
                </div>
            </header>
            <nav aria-label="The files"><ul class="contents">{contents.collect_view()}</ul></nav>
            {listings.collect_view()}
        </section>
    }
}

/// One file, line by line. The numbers are not part of the text: what is copied is the file.
#[component]
fn OneFile(at: usize, file: &'static Listing) -> impl IntoView {
    let lines = file.code.split_inclusive('\n').enumerate().map(|(number, line)| {
        view! { <span class="line" data-number=(number + 1).to_string()>{line}</span> }
    });
    let heading = format!("{}-heading", place(at));
    let labelled_by = heading.clone();
    view! {
        <section class="listing" id=place(at) tabindex="-1" aria-labelledby=labelled_by>
            <h2 id=heading>{file.does} <Path path=file.path/></h2>
            <pre><code>{lines.collect_view()}</code></pre>
        </section>
    }
}

/// A path, which breaks at its folders where a line is too short for it.
#[component]
fn Path(path: &'static str) -> impl IntoView {
    let parts = path.split_inclusive('/').map(|part| view! { {part} <wbr/> });
    view! { <code>{parts.collect_view()}</code> }
}

/// The address of a file within the page.
fn place(at: usize) -> String {
    format!("file-{}", at + 1)
}
