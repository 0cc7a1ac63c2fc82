//! On what machine, and with which versions: without that a figure says nothing.

use std::fs;
use std::path::Path;

use super::cores::Cores;
use super::json::Json;
use crate::children::clean;
use crate::places::Places;

/// A name and what it is, in the order of the document.
#[derive(Clone, Debug)]
pub(super) struct Machine(Vec<(&'static str, String)>);

impl Machine {
    /// Looks around. What cannot be found out is left out.
    pub(super) fn look(places: &Places, cores: Cores) -> Self {
        let read = |file: &str| fs::read_to_string(file).unwrap_or_default();
        let mut found = vec![
            ("processor", value(&read("/proc/cpuinfo"), "model name")),
            (
                "cores",
                format!("{}; the server on {}, the load on {}", count_cores(), cores.server, cores.load),
            ),
            ("memory", gibibytes(&value(&read("/proc/meminfo"), "MemTotal"))),
            ("system", value(&read("/etc/os-release").replace('=', ":"), "PRETTY_NAME").replace('"', "")),
            ("kernel", read("/proc/sys/kernel/osrelease").trim().to_owned()),
            ("load before", read("/proc/loadavg").split(' ').take(1).collect()),
            ("commit", said("git", &["rev-parse", "--short=12", "HEAD"], &places.root)),
            ("date", said("date", &["-u", "+%Y-%m-%d %H:%M UTC"], &places.root)),
        ];
        for (name, program, arguments) in [
            ("rustc", "rustc", &["--version"][..]),
            ("python", "python3", &["--version"]),
            ("node", "node", &["--version"]),
            ("redis", "redis-server", &["--version"]),
            ("postgresql", "psql", &["--version"]),
            ("wrk", "dpkg-query", &["--show", "--showformat=${Version}", "wrk"]),
        ] {
            found.push((name, said(program, arguments, &places.root)));
        }
        found.retain(|(_, what)| !what.is_empty());
        Self(found)
    }

    /// As JSON.
    pub(super) fn json(&self) -> Json {
        Json::object(self.0.iter().map(|(name, what)| (*name, Json::text(what))))
    }

    /// As a list for people.
    pub(super) fn list(&self) -> String {
        let lines: Vec<_> = self.0.iter().map(|(name, what)| format!("- {name}: {what}\n")).collect();
        lines.concat()
    }
}

/// The value on the line `name : value`.
fn value(text: &str, name: &str) -> String {
    let found = text.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        (key.trim() == name).then(|| value.trim().to_owned())
    });
    found.unwrap_or_default()
}

fn count_cores() -> usize {
    fs::read_to_string("/proc/cpuinfo").unwrap_or_default().matches("processor\t:").count()
}

fn gibibytes(kibibytes: &str) -> String {
    let number = kibibytes.split(' ').next().and_then(|number| number.parse::<u64>().ok());
    number.map(|number| format!("{} GiB", number.div_ceil(1 << 20))).unwrap_or_default()
}

/// The first line that a program says.
fn said(program: &str, arguments: &[&str], folder: &Path) -> String {
    let output = clean(program).args(arguments).current_dir(folder).output();
    let said = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    said.lines().next().unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_their_whole_name() {
        let text = "model\t\t: 17\nmodel name\t: A Processor: fast\n";
        assert_eq!(value(text, "model name"), "A Processor: fast");
        assert_eq!(value(text, "name"), "");
    }

    #[test]
    fn memory_is_rounded_up_as_it_is_sold() {
        assert_eq!(gibibytes("24585732 kB"), "24 GiB");
        assert_eq!(gibibytes(""), "");
    }
}
