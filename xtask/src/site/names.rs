//! The names by which wasm and JavaScript call each other, made short.
//!
//! wasm-bindgen ends them in a hash, so that no two crates mean the same: `__wbg_getItem_7a8b3f9a1d0e4c25`. Once everything is
//! linked a letter or two will do, and a hash is what no compression makes smaller. 4 kB less to download.

use std::collections::BTreeMap;

use super::module::{Bytes, Section, push_name, push_number, sections};

/// The wasm and the JavaScript beside it, under short names. Nothing, if the wasm is none that wasm-bindgen made, or has a
/// name that the JavaScript does not know.
pub(super) fn shorten(wasm: &[u8], script: &str) -> Option<(Vec<u8>, String)> {
    let mut names = Names::default();
    let (header, rest) = wasm.split_at_checked(8)?;
    let mut short = header.to_vec();
    for section in sections(rest) {
        let Section { id, content } = section?;
        let content = match id {
            Section::IMPORTS => names.imports(Bytes(content))?,
            Section::EXPORTS => names.exports(Bytes(content))?,
            _ => content.to_vec(),
        };
        short.push(id);
        push_number(&mut short, content.len());
        short.extend(content);
    }
    Some((short, names.in_script(script)?))
}

/// A short name for each long one.
#[derive(Default)]
struct Names(BTreeMap<String, String>);

impl Names {
    /// The section of imports: each has the name of a module, its own, and a type. All are functions.
    fn imports(&mut self, mut old: Bytes<'_>) -> Option<Vec<u8>> {
        const FUNCTION: u8 = 0;
        let mut new = Vec::new();
        let count = old.number()?;
        push_number(&mut new, count);
        for _ in 0..count {
            push_name(&mut new, old.name()?);
            let name = old.name()?;
            push_name(&mut new, self.short(name));
            // What wasm-bindgen did not name, or is short already, stands everywhere in the script, and means something else.
            if !name.starts_with("__wb") || old.byte()? != FUNCTION {
                return None;
            }
            new.push(FUNCTION);
            push_number(&mut new, old.number()?);
        }
        Some(new)
    }

    /// The section of exports: each has a name, a kind and an index. Islands are found by the names that they export, and the
    /// page calls some others; so only closures get another.
    fn exports(&mut self, mut old: Bytes<'_>) -> Option<Vec<u8>> {
        let mut new = Vec::new();
        let count = old.number()?;
        push_number(&mut new, count);
        for _ in 0..count {
            let name = old.name()?;
            push_name(&mut new, if is_closure(name) { self.short(name) } else { name });
            new.push(old.byte()?);
            push_number(&mut new, old.number()?);
        }
        Some(new)
    }

    fn short(&mut self, name: &str) -> &str {
        let number = self.0.len();
        self.0.entry(name.to_owned()).or_insert_with(|| letters(number))
    }

    /// Every one of the names is in it, or it belongs to another wasm.
    fn in_script(&self, script: &str) -> Option<String> {
        let mut missing: Vec<_> = self.0.keys().map(String::as_str).collect();
        let mut new = String::with_capacity(script.len());
        for word in words(script) {
            missing.retain(|name| *name != word);
            new.push_str(self.0.get(word).map_or(word, String::as_str));
        }
        missing.is_empty().then_some(new)
    }
}

/// Is it called as the compiler calls a function, with a hash at the end? `…closures_____invoke__h00f272247694202a`
fn is_closure(name: &str) -> bool {
    let hash = name.rsplit_once("__h").map_or("", |(_, hash)| hash);
    hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// `a` to `z`, `aa` to `zz`: none of wasm-bindgen's own names is as short.
fn letters(number: usize) -> String {
    const ALPHABET: &[u8; 26] = b"abcdefghijklmnopqrstuvwxyz";
    let last = char::from(ALPHABET[number % ALPHABET.len()]);
    match number / ALPHABET.len() {
        0 => last.to_string(),
        more => letters(more - 1) + &last.to_string(),
    }
}

/// A script in pieces: identifiers, and what is between them.
fn words(script: &str) -> impl Iterator<Item = &str> {
    let is_part = |character: char| character.is_ascii_alphanumeric() || character == '_' || character == '$';
    let mut rest = script;
    std::iter::from_fn(move || {
        let kind = is_part(rest.chars().next()?);
        let end = rest.find(|character| is_part(character) != kind).unwrap_or(rest.len());
        let word;
        (word, rest) = rest.split_at(end);
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "__wbg_get_0123456789abcdef";
    const CALLED: &str = "invoke__h0123456789abcdef";

    fn section(id: u8, content: &[u8]) -> Vec<u8> {
        let mut section = vec![id];
        push_number(&mut section, content.len());
        section.extend(content);
        section
    }

    /// Imports one function, exports another, and an island.
    fn wasm(imported: &str, exported: &str) -> Vec<u8> {
        let (mut imports, mut exports) = (vec![1], vec![2]);
        push_name(&mut imports, "./two-doors_bg.js");
        push_name(&mut imports, imported);
        imports.extend([0, 3]);
        push_name(&mut exports, exported);
        exports.extend([0, 200, 1]);
        push_name(&mut exports, "Doors_5991015784886105407");
        exports.extend([0, 2]);
        let code = section(10, &[7; 300]);
        [&b"\0asm\x01\0\0\0"[..], &section(2, &imports), &section(7, &exports), &code].concat()
    }

    #[test]
    fn both_sides_call_each_other_by_short_names_and_an_island_keeps_its_own() {
        let script = format!("{{{LONG}:(e)=>e.{CALLED}(1),b:1}};w.Doors_5991015784886105407()");
        let (short, script) = shorten(&wasm(LONG, CALLED), &script).unwrap();
        assert_eq!(short, wasm("a", "b"));
        assert_eq!(script, "{a:(e)=>e.b(1),b:1};w.Doors_5991015784886105407()");
    }

    #[test]
    fn a_script_that_lacks_a_name_belongs_to_another_wasm() {
        assert!(shorten(&wasm(LONG, CALLED), &format!("{{{LONG}:1}}")).is_none());
        assert!(shorten(&wasm(LONG, CALLED), &format!("{{x{LONG}:1,{CALLED}:1}}")).is_none());
    }

    #[test]
    fn what_is_short_already_is_not_touched() {
        assert!(shorten(&wasm("a", CALLED), &format!("{{a:1,{CALLED}:1}}")).is_none());
    }

    #[test]
    fn what_is_cut_off_is_no_wasm() {
        let (whole, script) = (wasm(LONG, CALLED), format!("{LONG} {CALLED}"));
        assert!(shorten(&whole, &script).is_some());
        assert!(shorten(&whole[..whole.len() - 1], &script).is_none());
        assert!(shorten(&whole[..7], &script).is_none());
    }

    #[test]
    fn no_two_names_are_the_same() {
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["a", "z", "aa", "zz", "aaa"]);
    }
}
