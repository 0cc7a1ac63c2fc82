//! What `deploy/` says of our program is true of it: its flags, its variables, and the sources that its image is built from.

use std::collections::BTreeSet;
use std::path::Path;

use clap::{CommandFactory as _, Parser as _};
use server::Config;

const COMPOSE: &str = include_str!("../../../deploy/compose.yaml");
const DOCKERFILE: &str = include_str!("../../../deploy/Dockerfile");
const IGNORED: &str = include_str!("../../../.dockerignore");
const UNIT: &str = include_str!("../../../deploy/systemd/two-doors@.service");

/// The command line of whatever stands under this key: lists stand there as JSON, which is YAML too.
fn command(after: &str) -> Vec<String> {
    let (_, rest) = COMPOSE.split_once(after).expect("it is in compose.yaml");
    let list = rest.lines().find_map(|line| line.trim().strip_prefix("command: ")).expect("it has a command");
    serde_json::from_str(list).unwrap()
}

fn understood(arguments: impl IntoIterator<Item = String>) -> Result<Config, clap::Error> {
    Config::try_parse_from(std::iter::once("two-doors".to_owned()).chain(arguments))
}

/// Longer than nginx keeps an idle connection to a node: `keepalive_timeout 3s`.
fn drains_for_longer_than_nginx_waits(config: &Config, nodes: &str) {
    let (_, rest) = nodes.split_once("keepalive_timeout ").unwrap();
    let seconds: u64 = rest.split_once("s;").unwrap().0.parse().unwrap();
    assert!(config.drain_seconds > seconds);
}

#[test]
fn compose_starts_nodes_as_they_understand_it() {
    let arguments = command("x-node:");
    let config = understood(arguments.clone()).unwrap();
    assert!(!config.lab && config.session_cache);
    let nginx = config.trusted_proxies[0].to_string();
    assert!(COMPOSE.contains(&format!("networks: {{ edge: {{}}, nodes: {{ ipv4_address: {nginx} }} }}")));
    let nodes = include_str!("../../../deploy/compose/nodes.conf");
    drains_for_longer_than_nginx_waits(&config, nodes);
    for address in ["172.30.1.11", "172.30.1.12"] {
        assert!(COMPOSE.contains(&format!("ipv4_address: {address} ")), "{address}");
        assert!(nodes.contains(&format!("server {address}:{} ", config.port)), "{address}");
    }
    assert!(understood(arguments.into_iter().chain(["--no-such-flag".to_owned()])).is_err(), "the control");
}

#[test]
fn the_unit_starts_a_node_as_it_understands_it() {
    let lines = UNIT.replace("\\\n", " ");
    let start = lines.lines().find_map(|line| line.strip_prefix("ExecStart=")).unwrap();
    let words = start.split_whitespace().skip(1).map(|word| word.replace("%i", "3001"));
    let config = understood(words).unwrap();
    assert!(!config.lab && config.port == 3001);
    let nodes = include_str!("../../../deploy/nginx/nodes.conf");
    assert!(nodes.contains("server 127.0.0.1:3001 "));
    drains_for_longer_than_nginx_waits(&config, nodes);
}

#[test]
fn every_variable_is_one_of_ours() {
    let known: BTreeSet<String> = Config::command()
        .get_arguments()
        .filter_map(|argument| Some(argument.get_env()?.to_str()?.to_owned()))
        .collect();
    let words = |text: &'static str| text.split(|c: char| !(c.is_ascii_uppercase() || c == '_'));
    let named: BTreeSet<_> = [COMPOSE, DOCKERFILE, UNIT]
        .into_iter()
        .flat_map(words)
        .filter(|word| word.starts_with("TWO_DOORS_"))
        .collect();
    assert!(named.len() > 3, "the control: {named:?}");
    for variable in named {
        assert!(known.contains(variable), "{variable}");
    }
}

#[test]
fn what_the_image_is_built_from_is_there_and_let_in() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let let_in: BTreeSet<_> = IGNORED.lines().filter_map(|line| line.strip_prefix('!')).collect();
    let mut copied = BTreeSet::new();
    for line in DOCKERFILE.lines().filter(|line| line.starts_with("COPY ") && !line.contains("--from=")) {
        let mut words: Vec<_> = line.split_whitespace().skip(1).collect();
        words.pop();
        copied.extend(words);
    }
    for source in &copied {
        assert!(root.join(source).exists(), "{source}");
    }
    assert_eq!(copied, let_in, "what the image takes, and no more");
    // The workspace is complete, or cargo refuses it.
    for member in ["app", "crates", "frontend", "server", "xtask"] {
        assert!(copied.contains(member), "{member}");
    }
}

// The files that hold secrets are named, and what they hold is not.
#[test]
fn no_secret_stands_in_compose() {
    for variable in ["PASSWORD:", "SECRET:", "PGPASSWORD"] {
        assert!(!COMPOSE.contains(variable), "{variable}");
    }
    let database = COMPOSE.lines().find_map(|line| line.trim().strip_prefix("TWO_DOORS_DATABASE: ")).unwrap();
    let (user, _) = database.strip_prefix("postgres://").unwrap().split_once('@').unwrap();
    assert!(!user.contains(':'), "a user without a password");
}
