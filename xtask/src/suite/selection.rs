//! Which steps to run, from the command line.
//!
//! `test`, `test unit`, `test --only lint,e2e`, `test e2e -- compare.spec.ts`

use super::step::Step;
use crate::failure::Failure;

/// What was chosen.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Selection {
    /// In running order, each once.
    pub(super) steps: Vec<Step>,
    /// For the one tool that takes them.
    pub(super) tool_arguments: Vec<String>,
}

impl Selection {
    /// Reads the words after `test`; none of them means all steps.
    pub(super) fn parse(arguments: &[String]) -> Result<Self, Failure> {
        let (words, tool_arguments) = match arguments.iter().position(|word| word == "--") {
            Some(dashes) => (&arguments[..dashes], arguments[dashes + 1..].to_vec()),
            None => (arguments, Vec::new()),
        };
        let mut chosen = Vec::new();
        for word in words {
            for name in word.trim_start_matches("--only").split([',', '=']) {
                if !name.is_empty() {
                    chosen.extend(named(name)?);
                }
            }
        }
        let takes_arguments = matches!(chosen[..], [Step::Unit | Step::EndToEnd | Step::Prove]);
        if !(takes_arguments || tool_arguments.is_empty()) {
            return Err(Failure::StrayArguments);
        }
        Ok(Self { steps: in_order(&chosen), tool_arguments })
    }

    /// Is any of these steps to run?
    pub(super) fn has(&self, steps: &[Step]) -> bool {
        steps.iter().any(|step| self.steps.contains(step))
    }
}

fn named(name: &str) -> Result<Vec<Step>, Failure> {
    if name == "lint" {
        return Ok(vec![Step::Fmt, Step::Clippy, Step::ClippyWasm]);
    }
    let given = || Failure::UnknownStep { given: name.to_owned() };
    let step = Step::ALL.into_iter().find(|step| step.name() == name);
    Ok(vec![step.ok_or_else(given)?])
}

fn in_order(chosen: &[Step]) -> Vec<Step> {
    if chosen.is_empty() {
        return Step::ALL.to_vec();
    }
    let needed = |step: &Step| chosen.iter().any(|one| one == step || one.builds_on().contains(step));
    Step::ALL.into_iter().filter(needed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Selection, Failure> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Selection::parse(&words)
    }

    fn steps(line: &str) -> Vec<Step> {
        parse(line).expect("a good line").steps
    }

    #[test]
    fn no_word_means_everything() {
        assert_eq!(steps(""), Step::ALL);
    }

    #[test]
    fn words_and_only_mean_the_same() {
        let wanted = [Step::Fmt, Step::Clippy, Step::ClippyWasm, Step::Unit];
        for line in ["unit lint", "--only unit,lint", "--only=lint unit"] {
            assert_eq!(steps(line), wanted, "{line}");
        }
    }

    #[test]
    fn browser_tests_bring_what_they_build_on() {
        assert_eq!(steps("e2e"), [Step::Site, Step::Server, Step::EndToEnd]);
    }

    #[test]
    fn arguments_go_to_one_tool_alone() {
        let selection = parse("e2e -- compare.spec.ts --headed").expect("a good line");
        assert_eq!(selection.tool_arguments, ["compare.spec.ts", "--headed"]);
        assert!(parse("-- compare.spec.ts").is_err());
        assert!(parse("unit e2e -- x").is_err());
        assert!(parse("fmt -- x").is_err());
    }

    #[test]
    fn an_unknown_step_is_named() {
        let failure = parse("e3e").expect_err("no such step");
        assert!(failure.to_string().contains("`e3e`"));
    }
}
