//! What each step runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::selection::Selection;
use super::step::Step;
use super::{prove, sabotage};
use crate::children::Children;
use crate::claim::Claim;
use crate::failure::Failure;
use crate::places::Places;
use crate::setup::Builder;
use crate::site::Site;
use crate::{port, say, setup};

const WASM: [&str; 4] = ["-p", "frontend", "--target", "wasm32-unknown-unknown"];
const NATIVE: [&str; 3] = ["--workspace", "--exclude", "frontend"];

/// What the steps share.
pub(super) struct Work<'a> {
    places: &'a Places,
    tool_arguments: &'a [String],
    tools: Tools,
    browser: Option<PathBuf>,
    python: Option<PathBuf>,
    site: Site,
    /// Held while something is compiled; browser tests need no compiler.
    claim: Option<Claim>,
}

/// As much as the chosen steps need: nobody waits for `cargo-leptos` to run unit tests.
enum Tools {
    Compiler(Children),
    All(Builder),
}

impl<'a> Work<'a> {
    /// Sets up what the selected steps need.
    pub(super) fn prepare(places: &'a Places, selection: &'a Selection) -> Result<Self, Failure> {
        let wants_browser = selection.has(&[Step::EndToEnd, Step::Prove, Step::Sabotage]);
        // What a machine may lack altogether comes before what takes long.
        let browser = wants_browser.then(|| setup::browser(places)).transpose()?;
        let python = selection.has(&[Step::EndToEnd]).then(|| setup::python(places)).transpose()?;
        if selection.has(&[Step::Unit]) {
            setup::engines(places)?;
        }
        let children = setup::compiler(places)?;
        let tools = if selection.has(&[Step::Site]) {
            Tools::All(setup::builder(places, children)?)
        } else {
            Tools::Compiler(children)
        };
        Ok(Self {
            places,
            tool_arguments: &selection.tool_arguments,
            tools,
            browser,
            python,
            site: Site::of(places, "test"),
            claim: Some(Claim::take(places)?),
        })
    }

    /// Runs one step to its end.
    pub(super) fn run(&mut self, step: Step) -> Result<(), Failure> {
        if matches!(step, Step::EndToEnd | Step::Prove) {
            self.claim = None;
        }
        if step == Step::Sabotage {
            return self.sabotage();
        }
        let mut command = self.command(step)?;
        let program = command.get_program().to_string_lossy().into_owned();
        if say::is_aside() {
            command.stdout(std::io::stderr());
        }
        let status = command.status().map_err(Failure::start(&program))?;
        if !status.success() {
            return Err(Failure::Step { name: step.name() });
        }
        if step == Step::Server {
            self.site.keep_server(self.places, "debug")?;
        }
        Ok(())
    }

    fn command(&self, step: Step) -> Result<Command, Failure> {
        let deny = ["--", "-D", "warnings"];
        let mut cargo = self.children().command("cargo");
        match step {
            Step::Fmt => cargo.args(["fmt", "--all", "--check"]),
            Step::Clippy => cargo.arg("clippy").args(NATIVE).arg("--all-targets").args(deny),
            Step::ClippyWasm => cargo.arg("clippy").args(WASM).args(deny),
            Step::Unit => cargo.arg("test").args(NATIVE).args(self.tool_arguments),
            // Not optimised: the browser loads the same page, and everything is built once.
            Step::Server => cargo.args(["build", "-p", "server"]),
            Step::Site => return self.site_command(),
            Step::EndToEnd => return self.playwright("playwright.config.ts", &self.site.server),
            Step::Prove | Step::Sabotage => return self.playwright("prove.config.ts", &self.site.server),
        };
        Ok(cargo)
    }

    fn site_command(&self) -> Result<Command, Failure> {
        match &self.tools {
            Tools::All(builder) => Ok(self.site.build_command(self.places, builder, true)),
            Tools::Compiler(_) => Err(Failure::Missing { program: "cargo-leptos".to_owned() }),
        }
    }

    /// Builds the copy with the bugs in it, and has each noticed.
    fn sabotage(&mut self) -> Result<(), Failure> {
        self.claim = None;
        let copy = sabotage::plant_all(self.places)?;
        let server = self.places.own("sabotage").join("two-doors");
        {
            let _claim = Claim::take_for_sabotage(&copy)?;
            let mut build = self.children().command("cargo");
            build.args(["build", "-p", "server"]).current_dir(&copy.root);
            let status = build.status().map_err(Failure::start("cargo"))?;
            if !status.success() {
                return Err(Failure::Build);
            }
            let program = copy.target.join("debug").join("two-doors");
            fs::copy(&program, &server).map_err(Failure::io("copy", &program))?;
        }
        sabotage::every_bug_is_noticed(self.places, |experiment| {
            let mut command = self.playwright("prove.config.ts", &server)?;
            command.args(["--grep", &format!(" {experiment}$")]);
            Ok(command)
        })
    }

    fn playwright(&self, config: &str, server: &Path) -> Result<Command, Failure> {
        let browser = self.browser.as_deref().unwrap_or(Path::new("chromium"));
        let mut playwright = self.children().command("npx");
        playwright
            .args(["--no-install", "playwright", "test", "--config", config])
            .args(self.tool_arguments)
            .current_dir(self.places.root.join("end2end"))
            .env("TWO_DOORS_BIN", server)
            .env("TWO_DOORS_SITE", &self.site.files)
            .env("TWO_DOORS_CHROMIUM", browser)
            .env("TWO_DOORS_LEDGER", prove::ledger(self.places))
            .env("TWO_DOORS_PYTHON", self.python.as_deref().unwrap_or(Path::new("python3")))
            .env(port::APP.variable, port::any_free()?.to_string())
            .env(port::ATTACKER.variable, port::any_free()?.to_string())
            .env(port::IDP.variable, port::any_free()?.to_string())
            .env(port::NOTES.variable, port::any_free()?.to_string())
            .env(port::SERVICES.variable, port::any_free()?.to_string());
        Ok(playwright)
    }

    fn children(&self) -> &Children {
        match &self.tools {
            Tools::Compiler(children) => children,
            Tools::All(builder) => &builder.children,
        }
    }
}
