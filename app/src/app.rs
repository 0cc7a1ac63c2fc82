//! All pages on one screen: those of the house, and those of the lab.

use leptos::either::Either;
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{MatchNestedRoutes, SsrMode, path};

use crate::lab;
use crate::pages::{
    Account, Claims, Compare, Experiment, Experiments, Footer, Home, Masthead, NotFound, ProofOfClaim,
    SignUp, ThroughProvider, Wall,
};

/// The frame that every page stands in, and which address shows which page.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    // Every page is sent whole: its status is known by then, and it reads well without scripts.
    view! {
        <Title formatter=|page: String| format!("{page} · Two Doors")/>
        <Router>
            <a class="skip" href="#main">"Skip to the content"</a>
            <Masthead/>
            <main id="main" tabindex="-1">
                {if lab::is_open() {
                    Either::Left(view! { <Routes fallback=NotFound><HousePages/><LabPages/></Routes> })
                } else {
                    Either::Right(view! { <Routes fallback=NotFound><HousePages/></Routes> })
                }}
            </main>
            <Footer/>
        </Router>
    }
}

/// The session door's own.
#[component(transparent)]
fn HousePages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/sign-up") view=SignUp ssr=SsrMode::Async/>
        <Route path=path!("/account") view=Account ssr=SsrMode::Async/>
        <Route path=path!("/sign-in/:provider") view=ThroughProvider ssr=SsrMode::Async/>
        <Route path=path!("/sign-in/:provider/callback") view=ThroughProvider ssr=SsrMode::Async/>
        <Route path=path!("/account/providers/:provider/link") view=ThroughProvider ssr=SsrMode::Async/>
        <Route path=path!("/sign-out/everywhere") view=ThroughProvider ssr=SsrMode::Async/>
        <Route path=path!("/account/password/choose") view=ThroughProvider ssr=SsrMode::Async/>
        <Route path=path!("/account/identities/unlink") view=ThroughProvider ssr=SsrMode::Async/>
    }
    .into_inner()
}

/// Both doors, and what is done to them.
#[component(transparent)]
fn LabPages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/") view=Home ssr=SsrMode::Async/>
        <Route path=path!("/compare") view=Compare ssr=SsrMode::Async/>
        <Route path=path!("/experiments") view=Experiments ssr=SsrMode::Async/>
        <Route path=path!("/experiments/:slug") view=Experiment ssr=SsrMode::Async/>
        <Route path=path!("/claims") view=Claims ssr=SsrMode::Async/>
        <Route path=path!("/claims/:claim/proof") view=ProofOfClaim ssr=SsrMode::Async/>
        <Route path=path!("/wall") view=Wall ssr=SsrMode::Async/>
    }
    .into_inner()
}
