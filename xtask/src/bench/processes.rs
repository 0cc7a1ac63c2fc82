//! What processes took, as the kernel counts it: time on a core, and memory.

use std::collections::HashMap;
use std::fs;

/// The kernel tells times in hundredths of a second (`USER_HZ`), on every machine that this runs on.
const MICROSECONDS_A_TICK: u64 = 10_000;

/// Time on a core in microseconds, of a process with all below it.
pub(super) fn time_of_tree(root: u32) -> u64 {
    tree(root).into_iter().filter_map(stat).map(|stat| stat.own + stat.ended_children).sum()
}

/// The same, of what this process started and has seen end.
pub(super) fn time_of_ended_children() -> u64 {
    stat(std::process::id()).map_or(0, |stat| stat.ended_children)
}

/// Memory in KiB: what a process with all below it has now, what they share counted once.
pub(super) fn memory_of_tree(root: u32) -> u64 {
    tree(root).into_iter().filter_map(|id| field(&format!("/proc/{id}/smaps_rollup"), "Pss:")).sum()
}

/// The most that the processes had at once (`VmHWM`), in KiB; here what they share counts for each.
pub(super) fn peak_of_tree(root: u32) -> u64 {
    tree(root).into_iter().filter_map(|id| field(&format!("/proc/{id}/status"), "VmHWM:")).sum()
}

/// A process, and all below it.
fn tree(root: u32) -> Vec<u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let ids = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for id in ids {
        if let Some(stat) = stat(id) {
            children.entry(stat.parent).or_default().push(id);
        }
    }
    let mut found = vec![root];
    let mut next = 0;
    while let Some(id) = found.get(next) {
        found.extend(children.remove(id).unwrap_or_default());
        next += 1;
    }
    found
}

#[derive(Debug, PartialEq, Eq)]
struct Stat {
    parent: u32,
    own: u64,
    ended_children: u64,
}

fn stat(id: u32) -> Option<Stat> {
    read(&fs::read_to_string(format!("/proc/{id}/stat")).ok()?)
}

/// proc(5): the name in brackets may hold anything, so what counts comes after the last of them.
fn read(line: &str) -> Option<Stat> {
    let (_, rest) = line.rsplit_once(')')?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let ticks = |index: usize| -> Option<u64> { fields.get(index)?.parse().ok() };
    Some(Stat {
        parent: fields.get(1)?.parse().ok()?,
        own: (ticks(11)? + ticks(12)?) * MICROSECONDS_A_TICK,
        ended_children: (ticks(13)? + ticks(14)?) * MICROSECONDS_A_TICK,
    })
}

fn field(file: &str, name: &str) -> Option<u64> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_hold_brackets() {
        let line = "42 (a) b (c) S 7 42 42 0 -1 4194560 1 0 0 0 150 50 3 1 20 0 1 0";
        assert_eq!(read(line), Some(Stat { parent: 7, own: 2_000_000, ended_children: 40_000 }));
    }

    #[test]
    fn this_process_is_in_its_own_tree_and_has_memory() {
        let id = std::process::id();
        assert_eq!(tree(id).first(), Some(&id));
        assert!(memory_of_tree(id) > 0 && peak_of_tree(id) > 0);
    }
}
