//! `cargo xtask size`: what each page weighs for whoever comes for the first time, and whether that is too much.
//!
//! A server is asked for every page as a browser asks, and for everything that the page fetches. What counts is what it
//! sends: a file that nobody compressed weighs what it weighs.

mod address;
mod budget;
mod house;
mod kind;
mod lighthouse;
mod page;
mod references;
mod request;
mod routes;
mod table;
mod weight;

use std::fs;
use std::process::ExitCode;

use crate::failure::Failure;
use crate::places::Places;
use crate::site::Site;
use crate::{say, suite};
use house::House;
use page::{Files, Page};
use routes::Routes;

/// The verb `size`: the step of that name, with what it builds on; or Lighthouse's opinion.
pub(crate) fn run(places: &Places, arguments: &[String]) -> Result<ExitCode, Failure> {
    match arguments {
        [] => suite::run(places, &["size".to_owned()]),
        [only] if only == "--lighthouse" => lighthouse::run(places),
        _ => Err(Failure::StrayWords { verb: "size", takes: "--lighthouse" }),
    }
}

/// The step `size`: weighs every page of a site that is built, prints the table, and fails over budget.
pub(crate) fn step(places: &Places, site: &Site) -> Result<(), Failure> {
    let app = places.root.join("app/src/app.rs");
    let routes = Routes::of(&fs::read_to_string(&app).map_err(Failure::io("read", &app))?);
    let house = House::open(places, site)?;
    let pages = walk(&house, &routes)?;
    say::line(&table::of(&pages));
    let complaints = budget::complaints(&pages);
    for complaint in &complaints {
        say::remark(complaint);
    }
    if complaints.is_empty() { Ok(()) } else { Err(Failure::Step { name: "size" }) }
}

/// Every page that has an address of its own, and every page that a link on one of them leads to.
fn walk(house: &House, routes: &Routes) -> Result<Vec<Page>, Failure> {
    let mut addresses = routes.to_begin_with();
    let mut files = Files::default();
    let mut pages = Vec::new();
    let mut at = 0;
    while let Some(address) = addresses.get(at).cloned() {
        at += 1;
        let Some((page, links)) = page::weigh(house, &address, &mut files)? else { continue };
        pages.push(page);
        for link in links {
            if routes.lead_to(&link) && !addresses.contains(&link) {
                addresses.push(link);
            }
        }
    }
    pages.sort_by(|one, other| one.address.cmp(&other.address));
    Ok(pages)
}
