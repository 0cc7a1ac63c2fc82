//! What a file makes a browser fetch, read off its text.
//!
//! It reads what our own build writes, and no more: attributes in quotes, imports of literal texts.

use super::kind::Kind;

/// What a page asks for and where it leads.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct References {
    /// What the browser fetches at once.
    pub(super) fetched: Vec<String>,
    /// Where somebody may go from here.
    pub(super) links: Vec<String>,
    /// Whether something here wakes up when wasm comes.
    pub(super) has_island: bool,
}

impl References {
    /// Reads a file.
    pub(super) fn of(kind: Kind, text: &str) -> Self {
        match kind {
            Kind::Html => of_html(text),
            Kind::Css => Self { fetched: between(text, &["url("], ")"), ..Self::default() },
            Kind::JavaScript => Self { fetched: imports(text), ..Self::default() },
            Kind::Font | Kind::Picture | Kind::Wasm => Self::default(),
        }
    }
}

fn of_html(text: &str) -> References {
    let mut references = References::default();
    let mut rest = text;
    while let Some((_, from)) = rest.split_once('<') {
        let Some((tag, after)) = from.split_once('>') else { break };
        let name = tag.split([' ', '\n', '/']).next().unwrap_or_default();
        match name {
            "link" if is_fetched(attribute(tag, "rel")) => references.fetched.extend(attribute(tag, "href")),
            "img" | "iframe" | "script" => references.fetched.extend(attribute(tag, "src")),
            "a" => references.links.extend(attribute(tag, "href")),
            "leptos-island" => references.has_island = true,
            _ => {}
        }
        // What a script says is no HTML.
        rest =
            if name == "script" { after.split_once("</script>").map_or("", |(_, rest)| rest) } else { after };
    }
    references
}

fn is_fetched(rel: Option<String>) -> bool {
    rel.is_some_and(|rel| ["stylesheet", "preload", "modulepreload", "icon"].contains(&rel.as_str()))
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    Some(value.split_once('"')?.0.replace("&amp;", "&"))
}

/// The modules that a module names. The address in `new URL(…)` is where the glue of wasm-bindgen would look if it were not
/// told, and it is told: so it is none of them.
fn imports(text: &str) -> Vec<String> {
    [("from", '"'), ("from", '\''), ("import", '"'), ("import", '\''), ("import(", '"'), ("import(", '\'')]
        .iter()
        .flat_map(|(word, quote)| {
            let starts = [format!("{word}{quote}"), format!("{word} {quote}")];
            between(text, &[&starts[0], &starts[1]], &quote.to_string())
        })
        .filter(|module| module.starts_with(['.', '/']))
        .collect()
}

/// The texts between one of `starts` and the next `end`, without quotes.
fn between(text: &str, starts: &[&str], end: &str) -> Vec<String> {
    let rests = starts.iter().flat_map(|start| text.split(start).skip(1));
    rests.filter_map(|rest| Some(rest.split_once(end)?.0.trim_matches(['"', '\'']).to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_fetches_what_its_head_names() {
        let page = r#"<link rel="preload" href="/fonts/inter.woff2" as="font"><link rel="canonical" href="/x">
            <link rel="stylesheet" href="/pkg/a.css?v=1&amp;w=2"/><script nonce="n" src="/a.js"></script>
            <script type="module">if (1 < 2) "<img src=\"/none.png\">"</script><img alt="" src="/a.svg">
            <a class="tag" href="/claims#T4">T4</a><leptos-island data-component="Doors_1"></leptos-island>"#;
        let references = References::of(Kind::Html, page);
        assert_eq!(references.fetched, ["/fonts/inter.woff2", "/pkg/a.css?v=1&w=2", "/a.js", "/a.svg"]);
        assert_eq!(references.links, ["/claims#T4"]);
        assert!(references.has_island);
        assert_eq!(References::of(Kind::Html, "<p>text"), References::default());
    }

    #[test]
    fn a_style_fetches_its_fonts() {
        let style = "@font-face{src:url(/fonts/a.woff2)format(\"woff2\")} a{background:url('b.svg')}";
        assert_eq!(References::of(Kind::Css, style).fetched, ["/fonts/a.woff2", "b.svg"]);
    }

    #[test]
    fn a_module_fetches_what_it_imports() {
        let module = r#"import { a } from './a.js'; import*as b from"./b.js"; import "./c.js"; import("/d.js");
            const address = new URL('two-doors_bg.wasm', import.meta.url); import e from "leptos";"#;
        let mut fetched = References::of(Kind::JavaScript, module).fetched;
        fetched.sort();
        assert_eq!(fetched, ["./a.js", "./b.js", "./c.js", "/d.js"]);
    }
}
