//! Two nodes behind a real nginx, with `deploy/nginx` as it stands and no sticky sessions: the program itself, twice, over one
//! PostgreSQL; and again with its sessions on a Redis. Both nodes remember sessions, and neither has the lab.

mod any_node;
mod cut_off;
mod databases;
mod killed;
mod load;
mod person;
mod racing;
mod racing_over_http;
mod rolling_restart;
mod wire;

use reqwest::StatusCode;
use tempfile::TempDir;

use crate::behind_a_proxy::{Ports, Proxy};
use crate::browser::{ADMIN, ALICE};
use crate::metrics::Numbers;
use crate::program::Program;
use databases::Databases;
use person::Person;

/// How long a node that stops goes on answering: longer than nginx keeps an idle connection to it (`deploy/nginx/nodes.conf`).
const DRAIN_SECONDS: &str = "4";
/// What reads a session, by the names that the metrics have for it.
const READS: [&str; 3] = ["read the session and its user", "read the session", "read the session's user"];

/// Where sessions lie. Accounts lie in PostgreSQL.
#[derive(Clone, Copy, Debug)]
enum Keep {
    InPostgres,
    OnRedis,
}

/// Two nodes and what they need.
struct Nodes {
    programs: [Option<Program>; 2],
    addresses: [String; 2],
    proxy: Proxy,
    /// The one database, as each of them reaches it.
    reached_at: [String; 2],
    arguments: Vec<String>,
    own: Databases,
}

impl Nodes {
    async fn open(keep: Keep) -> Self {
        let own = Databases::start(keep);
        let database = own.database.clone();
        Self::open_over(own, [database.clone(), database]).await
    }

    /// Two nodes that have an address of the database each.
    async fn open_over(own: Databases, reached_at: [String; 2]) -> Self {
        let ports = Ports::choose();
        let mut arguments: Vec<_> =
            ["--lab", "off", "--trusted-proxies", "127.0.0.1,::1", "--drain-seconds", DRAIN_SECONDS]
                .map(str::to_owned)
                .into();
        arguments.extend([
            "--metrics-port".to_owned(),
            "0".to_owned(),
            "--origin".to_owned(),
            ports.origin(),
        ]);
        arguments.extend(own.redis().into_iter().flat_map(|url| ["--sessions".to_owned(), url]));
        let listening = [engines::free_port().unwrap(), engines::free_port().unwrap()];
        let [first, second] = listening.map(|port| format!("127.0.0.1:{port}"));
        let proxy = ports.open([&first, &second]);
        let addresses = [first, second].map(|address| format!("http://{address}"));
        let mut nodes = Self { programs: [None, None], addresses, proxy, reached_at, arguments, own };
        for node in [0, 1] {
            nodes.start(node, TempDir::new().unwrap()).await;
        }
        // Without the lab nobody lives there from the start.
        for account in [ALICE, ADMIN] {
            assert_eq!(nodes.person().sign_up(&nodes.addresses[0], account).await.status, 202);
        }
        nodes
    }

    /// Starts a node where it always is, and waits until it says that it may be sent somebody.
    async fn start(&mut self, node: usize, folder: TempDir) {
        let port = self.addresses[node].rsplit_once(':').unwrap().1.parse().unwrap();
        let arguments: Vec<_> = self.arguments.iter().map(String::as_str).collect();
        self.programs[node] = Some(Program::start_at(port, &self.reached_at[node], folder, &arguments).await);
        let mut operator = self.person();
        while operator.get(&self.addresses[node], "/readyz").await.status != StatusCode::OK {}
    }

    /// A node leaves. Whoever ends it says how.
    fn take(&mut self, node: usize) -> Program {
        self.programs[node].take().expect("it runs")
    }

    /// Somebody who has not signed in yet.
    fn person(&self) -> Person {
        let host = self.proxy.origin.strip_prefix("https://").unwrap().to_owned();
        Person::new(self.proxy.another_client(), host)
    }

    async fn numbers(&self, node: usize) -> Numbers {
        let program = self.programs[node].as_ref().expect("it runs");
        Numbers::of(program.text(program.metrics.as_deref().expect("it says where")).await)
    }

    /// Asks at a node until it answers from memory: twenty requests, and fewer reads.
    async fn until_remembered(&self, node: usize, person: &mut Person) {
        let reads = async || {
            let numbers = self.numbers(node).await;
            READS
                .map(|read| numbers.sum("two_doors_database_queries_total", &[("query", read)]))
                .iter()
                .sum::<f64>()
        };
        let remembered = async {
            loop {
                let before = reads().await;
                for _ in 0..20 {
                    assert_eq!(person.profile(&self.addresses[node]).await.status, StatusCode::OK);
                }
                if reads().await - before < 10.0 {
                    break;
                }
            }
        };
        tokio::time::timeout(PATIENCE, remembered).await.expect("a node that is let alone remembers");
    }
}

/// As long as anything here may take on a machine that is busy.
const PATIENCE: std::time::Duration = std::time::Duration::from_mins(1);
