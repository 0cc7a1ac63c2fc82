//! A test, before it is known on which engine it runs.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use libtest_mimic::Trial;

use crate::engine::{Engine, Kind};
use crate::servers::Servers;

/// What a test is called, and what it asks of which engines.
#[derive(Clone, Copy)]
pub(crate) struct Test {
    pub(crate) name: &'static str,
    pub(crate) only_where: &'static [fn(Kind) -> bool],
    pub(crate) ask: for<'a> fn(&'a Engine) -> Pin<Box<dyn Future<Output = ()> + 'a>>,
}

impl Test {
    /// Whether there is such a thing on an engine of this kind.
    pub(crate) fn is_asked_of(&self, kind: Kind) -> bool {
        self.only_where.iter().all(|holds| holds(kind))
    }

    /// The same on an engine of this kind.
    pub(crate) fn on(self, kind: Kind, servers: &Arc<Servers>) -> Trial {
        let servers = Arc::clone(servers);
        Trial::test(format!("{}::{}", kind.name(), self.name), move || {
            // Several threads: writers that race do so side by side.
            let runtime =
                tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
            runtime.block_on(async {
                let engine = Engine::open(kind, &servers).await;
                (self.ask)(&engine).await;
                engine.close().await;
            });
            Ok(())
        })
    }
}

/// The tests of a topic, by the names of its functions: of every engine, or of those of a [`Kind`].
macro_rules! tests {
    ($($test:ident $(where $kind:ident)?),+ $(,)?) => {
        pub(crate) const TESTS: &[crate::trial::Test] = &[$(crate::trial::Test {
            name: stringify!($test),
            only_where: &[$(crate::engine::Kind::$kind)?],
            ask: |engine| Box::pin($test(engine)),
        }),+];
    };
}
pub(crate) use tests;
