//! Runs a program whose noise nobody wants to read, and does not leave the reader in silence:
//! the output goes to a log, a line a minute says that it is still at work.

use std::fs::File;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::places::make_dir;
use crate::say;

const POLL: Duration = Duration::from_millis(100);
const HEARTBEAT: Duration = Duration::from_mins(1);

/// Runs `command` into `log`; true when it succeeded, false when it failed or ran out of `limit`.
pub(crate) fn run(command: &mut Command, log: &Path, limit: Option<Duration>) -> Result<bool, Failure> {
    if let Some(dir) = log.parent() {
        make_dir(dir)?;
    }
    let file = File::create(log).map_err(Failure::io("write", log))?;
    let also = file.try_clone().map_err(Failure::io("write", log))?;
    let program = command.get_program().to_string_lossy().into_owned();
    let mut child =
        command.stdin(Stdio::null()).stdout(file).stderr(also).spawn().map_err(Failure::start(&program))?;
    wait(&mut child, limit).map_err(|source| Failure::Io { doing: format!("wait for {program}"), source })
}

fn wait(child: &mut Child, limit: Option<Duration>) -> std::io::Result<bool> {
    let start = Instant::now();
    let mut next_heartbeat = HEARTBEAT;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status.success());
        }
        let elapsed = start.elapsed();
        if limit.is_some_and(|limit| elapsed > limit) {
            child.kill()?;
            child.wait()?;
            return Ok(false);
        }
        if elapsed > next_heartbeat {
            say::remark(&format!("still at it after {}", say::time(next_heartbeat)));
            next_heartbeat += HEARTBEAT;
        }
        sleep(POLL);
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::env::temp_dir;
    use std::process;

    fn log(name: &str) -> std::path::PathBuf {
        temp_dir().join(format!("two-doors-{}-{name}.log", process::id()))
    }

    #[test]
    fn the_log_holds_what_was_said() {
        let log = log("echo");
        let mut command = Command::new("sh");
        command.args(["-c", "echo out; echo err >&2"]);
        assert!(run(&mut command, &log, None).expect("sh is there"));
        let said = std::fs::read_to_string(&log).expect("the log was written");
        assert_eq!(said, "out\nerr\n");
        std::fs::remove_file(log).expect("the log can be removed");
    }

    #[test]
    fn a_program_that_hangs_is_ended() {
        let log = log("hang");
        let start = Instant::now();
        let ended = run(Command::new("sleep").arg("60"), &log, Some(Duration::from_millis(200)));
        assert!(!ended.expect("sleep is there"));
        assert!(start.elapsed() < Duration::from_secs(30));
        std::fs::remove_file(log).expect("the log can be removed");
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let log = log("missing");
        let failure = run(&mut Command::new("no-such-program"), &log, None).expect_err("not there");
        assert!(failure.to_string().contains("`no-such-program`"));
        std::fs::remove_file(log).expect("the log can be removed");
    }
}
