//! The program itself with `--lab off`: what it opens on the machine, and what it leaves there.

use std::path::Path;
use std::process::Stdio;

use tempfile::TempDir;
use tokio::process::Command;

use crate::program::Program;

/// What the program says that does not start with these.
pub(super) async fn refused(database: &str, folder: &Path, arguments: &[&str]) -> String {
    std::fs::create_dir_all(folder.join("pkg")).unwrap();
    let ports = ["--port", "--attacker-port", "--idp-port", "--notes-port", "--services-port"];
    let running = Command::new(env!("CARGO_BIN_EXE_two-doors"))
        .args(ports.iter().flat_map(|port| [*port, "0"]))
        .args(["--database", database])
        .arg("--files")
        .arg(folder)
        .arg("--site-root")
        .arg(folder)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn();
    let ended = running.unwrap().wait_with_output().await.unwrap();
    assert!(!ended.status.success());
    String::from_utf8(ended.stderr).unwrap()
}

/// The ports on which a process listens, as the kernel tells them (proc(5), `/proc/net/tcp`).
#[cfg(target_os = "linux")]
fn listens_on(process: u32) -> std::collections::BTreeSet<u16> {
    let sockets: Vec<_> = std::fs::read_dir(format!("/proc/{process}/fd"))
        .unwrap()
        .filter_map(|file| std::fs::read_link(file.unwrap().path()).ok())
        .filter_map(|target| target.to_str()?.strip_prefix("socket:[")?.strip_suffix(']').map(str::to_owned))
        .collect();
    let tables = ["tcp", "tcp6"].map(|table| std::fs::read_to_string(format!("/proc/{process}/net/{table}")));
    let tables = tables.into_iter().flatten().collect::<String>();
    let lines = tables.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let listening =
        lines.filter(|fields| fields.get(3) == Some(&"0A") && sockets.iter().any(|own| own == fields[9]));
    let port = |address: &str| u16::from_str_radix(address.split(':').nth(1).unwrap(), 16).unwrap();
    listening.map(|fields| port(fields[1])).collect()
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn it_opens_the_port_of_the_app_and_no_other() {
    let (house, lab) = (Program::start(&["--lab", "off"]).await, Program::start(&[]).await);
    assert_eq!(listens_on(lab.process()).len(), 5, "the control: five parties");
    assert_eq!(listens_on(house.process()), [house.port].into());
    assert_eq!(house.attacker, "");

    let watched = Program::start(&["--lab", "off", "--metrics-port", "0"]).await;
    let ports = listens_on(watched.process());
    assert!(ports.len() == 2 && ports.contains(&watched.port), "{ports:?}");
    let numbers = watched.text(watched.metrics.as_ref().unwrap()).await;
    assert!(numbers.contains("two_doors_hashing_permits{party=\"app\"}"), "{numbers}");
    assert!(!numbers.contains("party=\"idp\""), "{numbers}");
}

#[tokio::test]
async fn it_leaves_its_database_and_no_key() {
    let files = async |arguments: &[&str]| {
        let folder = Program::start(arguments).await.kill().await;
        let files = std::fs::read_dir(folder.path()).unwrap();
        let mut names: Vec<_> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|name| name != "pkg" && !name.starts_with("two-doors.db"));
        names.sort();
        names
    };
    assert!(files(&[]).await.contains(&"two-doors.signing-key".to_owned()), "the control");
    assert_eq!(files(&["--lab", "off"]).await, [""; 0]);
    let certificate = ["two-doors.localhost.certificate-key.pem", "two-doors.localhost.certificate.pem"];
    assert_eq!(files(&["--lab", "off", "--https"]).await, certificate, "and no attacker's");
}

#[tokio::test]
async fn clients_of_a_provider_that_is_not_there_are_not_passed_over_in_silence() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("idp-clients.toml");
    let client = "[[client]]\nclient_id = \"wiki\"\nname = \"The wiki\"\nclient_secret = \"a secret of two servers, 32 long\"\n\
                  redirect_uris = [\"https://wiki.example/callback\"]\n";
    std::fs::write(&file, client).unwrap();
    let database = folder.path().join("two-doors.db");
    let clients = ["--lab", "off", "--idp-clients", file.to_str().unwrap()];
    let said = refused(database.to_str().unwrap(), folder.path(), &clients).await;
    assert!(said.contains("--lab off leaves that out"), "{said}");
    assert!(!database.exists(), "nothing was begun");
}
