//! One page, with everything that it makes a browser fetch.

use std::collections::HashMap;

use super::address::resolve;
use super::house::House;
use super::kind::Kind;
use super::references::References;
use super::weight::Weight;
use crate::failure::Failure;

/// A page, weighed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) address: String,
    /// Whether it needs wasm.
    pub(super) has_island: bool,
    /// With all that it fetches, each file once. A browser leaves out a font that no letter of the page asks for, so this is
    /// the most that it can be.
    pub(super) weight: Weight,
}

/// Files that pages share, asked for once.
#[derive(Default)]
pub(super) struct Files(HashMap<String, (Weight, Vec<String>)>);

impl Files {
    /// What a file weighs, and what it fetches in turn.
    fn get(&mut self, house: &House, address: &str) -> Result<&(Weight, Vec<String>), Failure> {
        if !self.0.contains_key(address) {
            let answer = house.get(address)?;
            let (Some(kind), 200) = (answer.kind(), answer.status) else {
                return Err(answer.unexpected(address));
            };
            let references = References::of(kind, &answer.text);
            let fetched = here(address, &references.fetched);
            self.0.insert(address.to_owned(), (Weight::of(kind, answer.bytes), fetched));
        }
        Ok(&self.0[address])
    }
}

/// Weighs the page at an address, and says where its links lead; nothing, if whoever asks by address is sent elsewhere or
/// refused, as at those that are there for forms.
pub(super) fn weigh(
    house: &House,
    address: &str,
    files: &mut Files,
) -> Result<Option<(Page, Vec<String>)>, Failure> {
    let answer = house.get(address)?;
    match (answer.status, answer.kind()) {
        (200 | 404, Some(Kind::Html)) => {}
        (303 | 405, _) => return Ok(None),
        _ => return Err(answer.unexpected(address)),
    }
    let References { fetched, links, has_island } = References::of(Kind::Html, &answer.text);
    let mut weight = Weight::of(Kind::Html, answer.bytes);
    let mut to_fetch = here(address, &fetched);
    let mut at = 0;
    while let Some(file) = to_fetch.get(at).cloned() {
        at += 1;
        let (more, fetched) = files.get(house, &file)?;
        weight += *more;
        for file in fetched {
            if !to_fetch.contains(file) {
                to_fetch.push(file.clone());
            }
        }
    }
    Ok(Some((Page { address: address.to_owned(), has_island, weight }, here(address, &links))))
}

/// The addresses on this site, each once.
fn here(base: &str, references: &[String]) -> Vec<String> {
    let mut addresses: Vec<String> = Vec::new();
    for address in references.iter().filter_map(|reference| resolve(base, reference)) {
        if !addresses.contains(&address) {
            addresses.push(address);
        }
    }
    addresses
}
