//! The pages, and with them the server functions under `/fn/`: those of the house, and those of the lab where there is one.

use std::sync::Arc;

use app::{App, shell};
use axum::Router;
use leptos::prelude::provide_context;
use leptos::server_fn::axum::server_fn_paths;
use leptos_axum::{
    AxumRouteListing, LeptosRoutes as _, generate_route_list_with_exclusions_and_ssg_and_context,
};

use super::house::DECIDED_BY_HANDLERS;
use crate::{Rooms, http};

/// Whose server functions these are stands at the beginning of their address.
const OF_THE_HOUSE: [&str; 2] = ["/fn/session/", "/fn/accounts/"];

/// Adds them.
pub(super) fn mount(routes: Router<Rooms>, rooms: &Rooms) -> Router<Rooms> {
    let options = rooms.site.options.clone();
    let document = move || shell(options.clone());
    routes.leptos_routes_with_context(rooms, listed(rooms), http::page_context(rooms), document)
}

/// What the app lists when it knows whether there is a lab, without what handlers of ours decide.
fn listed(rooms: &Rooms) -> Vec<AxumRouteListing> {
    let mut excluded: Vec<_> = DECIDED_BY_HANDLERS.map(str::to_owned).to_vec();
    if rooms.lab.is_none() {
        let elsewhere = server_fn_paths().map(|(path, _)| path).filter(|path| !is_of_the_house(path));
        excluded.extend(elsewhere.map(str::to_owned));
    }
    let lab = rooms.lab.as_ref().map(|rooms| Arc::clone(&rooms.lab));
    let context = move || {
        if let Some(lab) = &lab {
            provide_context(Arc::clone(lab));
        }
    };
    generate_route_list_with_exclusions_and_ssg_and_context(App, Some(excluded), context).0
}

fn is_of_the_house(path: &str) -> bool {
    OF_THE_HOUSE.iter().any(|prefix| path.starts_with(prefix))
}
