//! What each step runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::selection::Selection;
use super::step::Step;
use super::{deploy, prove, sabotage};
use crate::children::Children;
use crate::claim::Claim;
use crate::failure::Failure;
use crate::places::Places;
use crate::setup::{Browsers, Builder};
use crate::site::Site;
use crate::stamp::Stamp;
use crate::{port, say, setup, size};

const WASM: [&str; 4] = ["-p", "frontend", "--target", "wasm32-unknown-unknown"];
const NATIVE: [&str; 3] = ["--workspace", "--exclude", "frontend"];
/// The server alone. With examples, of which there are none, cargo chooses the features of the dependencies as it does for the
/// tests, and takes what it compiled for those.
const SERVER: [&str; 3] = ["--bin", "two-doors", "--examples"];

/// What the steps share.
pub(super) struct Work<'a> {
    places: &'a Places,
    tool_arguments: &'a [String],
    tools: Tools,
    browsers: Option<Browsers>,
    python: Option<PathBuf>,
    linters: Option<PathBuf>,
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
        let browsers = wants_browser.then(|| setup::browsers(places)).transpose()?;
        let python = selection.has(&[Step::EndToEnd]).then(|| setup::python(places)).transpose()?;
        let linters = selection.has(&[Step::Deploy]).then(|| setup::linters(places)).transpose()?;
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
            browsers,
            python,
            linters,
            site: Site::of(places, "test"),
            claim: Some(Claim::take(places)?),
        })
    }

    /// Runs one step to its end.
    pub(super) fn run(&mut self, step: Step) -> Result<(), Failure> {
        match step {
            Step::Site => return self.site(),
            Step::Deploy => {
                return deploy::run(self.places, self.linters.as_deref().unwrap_or(Path::new("python3")));
            }
            Step::Size => {
                self.claim = None;
                return size::step(self.places, &self.site);
            }
            Step::EndToEnd | Step::Prove => self.claim = None,
            Step::Sabotage => {
                self.claim = None;
                self.build_sabotaged()?;
            }
            _ => {}
        }
        self.finish(step)?;
        if step == Step::Server {
            self.site.keep_server(&self.places.target.join("debug"))?;
        }
        Ok(())
    }

    fn finish(&self, step: Step) -> Result<(), Failure> {
        let mut command = self.command(step)?;
        let program = command.get_program().to_string_lossy().into_owned();
        if say::is_aside() {
            command.stdout(std::io::stderr());
        }
        let status = command.status().map_err(Failure::start(&program))?;
        if status.success() { Ok(()) } else { Err(Failure::Step { name: step.name() }) }
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
            Step::Server => cargo.arg("build").args(NATIVE).args(SERVER),
            Step::EndToEnd => return self.playwright("playwright.config.ts", &self.site.server),
            Step::Prove => return self.playwright("prove.config.ts", &self.site.server),
            Step::Site | Step::Size | Step::Deploy => return self.site_command(),
            Step::Sabotage => return self.playwright("sabotage.config.ts", &self.sabotaged_server()),
        };
        Ok(cargo)
    }

    /// Builds what the browser loads, unless the last build was of the very same sources.
    fn site(&self) -> Result<(), Failure> {
        let built = self.places.own("test").join("stamp");
        let stamp = Stamp::of(self.places)?;
        if self.site.is_there() && stamp.is_in(&built) {
            say::remark("nothing has changed since the last build");
            return Ok(());
        }
        Stamp::forget(&built)?;
        self.finish(Step::Site)?;
        self.site.make_small(self.places, self.children())?;
        stamp.write(&built)
    }

    fn site_command(&self) -> Result<Command, Failure> {
        match &self.tools {
            Tools::All(builder) => Ok(self.site.build_command(self.places, builder, true)),
            Tools::Compiler(_) => Err(Failure::Missing { program: "cargo-leptos".to_owned() }),
        }
    }

    /// Builds the copy with the bugs in it.
    fn build_sabotaged(&self) -> Result<(), Failure> {
        let copy = sabotage::plant_all(self.places)?;
        let _claim = Claim::take_for_sabotage(&copy)?;
        let mut build = self.children().command("cargo");
        build.arg("build").args(NATIVE).args(SERVER).current_dir(&copy.root);
        if !build.status().map_err(Failure::start("cargo"))?.success() {
            return Err(Failure::Build);
        }
        let program = copy.target.join("debug").join("two-doors");
        fs::copy(&program, self.sabotaged_server()).map_err(Failure::io("copy", &program))?;
        Ok(())
    }

    fn sabotaged_server(&self) -> PathBuf {
        self.places.own("sabotage").join("two-doors")
    }

    fn playwright(&self, config: &str, server: &Path) -> Result<Command, Failure> {
        let mut playwright = self.children().command("npx");
        playwright
            .args(["--no-install", "playwright", "test", "--config", config])
            .args(self.tool_arguments)
            .current_dir(self.places.root.join("end2end"))
            .env("TWO_DOORS_BIN", server)
            .env("TWO_DOORS_SITE", &self.site.files)
            .env("TWO_DOORS_LEDGER", prove::ledger(self.places))
            .env("TWO_DOORS_BUGS", sabotage::every_bug())
            .env("TWO_DOORS_PYTHON", self.python.as_deref().unwrap_or(Path::new("python3")));
        if let Some(browsers) = &self.browsers {
            playwright
                .env("TWO_DOORS_CHROMIUM", &browsers.chromium)
                .env("TWO_DOORS_HEADLESS_SHELL", &browsers.headless_shell);
        }
        port::give_free(&mut playwright)?;
        Ok(playwright)
    }

    fn children(&self) -> &Children {
        match &self.tools {
            Tools::Compiler(children) => children,
            Tools::All(builder) => &builder.children,
        }
    }
}
