//! What pages and server functions find around them: the house, the built site, and a policy with a nonce; and the lab, where
//! there is one.

use std::sync::Arc;

use app::{AttackerSite, NotesSite, PagePolicies, PlainHttp};
use axum::http::header;
use lab::Playhouse;
use leptos::nonce::use_nonce;
use leptos::prelude::{expect_context, provide_context};
use leptos_axum::ResponseOptions;

use super::security_headers::{Frames, page_policy};
use crate::lab::CARELESS_POLICY;
use crate::{LabRooms, Rooms};

/// The context of a page, and of a server function, which has no nonce and needs none.
pub(crate) fn page_context(rooms: &Rooms) -> impl Fn() + Clone + Send + Sync + 'static {
    let (house, assets) = (Arc::clone(&rooms.house), rooms.site.assets.clone());
    let plain_http = (!rooms.origin.is_https()).then_some(PlainHttp);
    let live_reload = rooms.site.live_reload;
    let relying_party = Arc::clone(&rooms.relying_party);
    let lab = rooms.lab.as_ref().map(lab_context);
    move || {
        provide_context(Arc::clone(&house));
        provide_context(assets.clone());
        provide_context(Arc::clone(&relying_party));
        if let Some(provide_lab) = &lab {
            provide_lab();
        }
        if let Some(plain_http) = plain_http {
            provide_context(plain_http);
        }
        if let Some(nonce) = use_nonce() {
            let policy = |frames| page_policy(nonce.as_inner(), live_reload, frames);
            expect_context::<ResponseOptions>()
                .insert_header(header::CONTENT_SECURITY_POLICY, policy(Frames::None));
            provide_context(PagePolicies {
                frames: policy(Frames::Shows),
                framed: policy(Frames::ShownIn),
                careless: CARELESS_POLICY,
            });
        }
    }
}

/// What a page of the lab finds besides.
fn lab_context(rooms: &LabRooms) -> impl Fn() + Clone + Send + Sync + 'static {
    let (lab, attacker) = (Arc::clone(&rooms.lab), AttackerSite(rooms.attacker_origin.to_string()));
    let notes = rooms.notes_origin.as_ref().map(|origin| NotesSite(origin.to_string()));
    let playhouse: Arc<dyn Playhouse> = Arc::clone(&rooms.stagehand) as _;
    move || {
        provide_context(Arc::clone(&lab));
        provide_context(attacker.clone());
        provide_context(Arc::clone(&playhouse));
        if let Some(notes) = &notes {
            provide_context(notes.clone());
        }
    }
}
