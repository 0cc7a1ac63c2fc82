//! Predictions and runs.

use futures_util::future::join_all;
use lab::{Defence, Evidence, Fact, RUNS_KEPT, Run, Verdict};

use crate::engine::{Engine, START};
use crate::trial::tests;

tests![
    the_last_word_of_a_prediction_counts,
    a_run_is_kept_as_it_was,
    only_the_latest_runs_are_kept,
    an_experiment_is_forgotten_alone,
];

fn run(arm: &str, shown: &str) -> Run {
    let fact = Fact { name: "what a script could read".to_owned(), value: shown.to_owned() };
    Run {
        id: 0,
        arm: arm.to_owned(),
        defences: vec![Defence::Escaping, Defence::SameSite],
        began_at: START,
        took: 12,
        verdict: Verdict::Stood,
        finding: "It came back with “nothing”.".to_owned(),
        evidence: Evidence { browser: vec![fact], ..Evidence::default() },
    }
}

async fn the_last_word_of_a_prediction_counts(engine: &Engine) {
    let experiments = &engine.database.experiments;
    let predict = async |arms: &[&str]| {
        let arms: Vec<_> = arms.iter().map(|&arm| arm.to_owned()).collect();
        experiments.predict(&engine.sandbox, "csrf", &arms, START).await.unwrap();
    };
    assert_eq!(experiments.prediction(&engine.sandbox, "csrf").await.unwrap(), None);
    predict(&["local_storage_jwt"]).await;
    predict(&[]).await;
    assert_eq!(experiments.prediction(&engine.sandbox, "csrf").await.unwrap(), Some(Vec::new()));
    assert_eq!(experiments.predicted(&engine.sandbox).await.unwrap(), ["csrf"]);
}

async fn a_run_is_kept_as_it_was(engine: &Engine) {
    let experiments = &engine.database.experiments;
    let mut kept = Vec::new();
    // What a browser or a wire carries is anything at all.
    for shown in ["Zoë’s \"cookie\"\\u0000", "a\0b\n"] {
        let mut run = run("cookie_session", shown);
        run.id = experiments.add_run(&engine.sandbox, "csrf", &run).await.unwrap();
        kept.insert(0, run);
    }
    assert_eq!(experiments.runs(&engine.sandbox, "csrf").await.unwrap(), kept, "newest first");
    let judged: Vec<_> = kept.iter().map(|run| run.judged("csrf")).collect();
    assert_eq!(experiments.judged(&engine.sandbox).await.unwrap(), judged);
    assert!(experiments.runs(&engine.sandbox, "devices").await.unwrap().is_empty());
}

async fn only_the_latest_runs_are_kept(engine: &Engine) {
    let experiments = &engine.database.experiments;
    let run = run("cookie_session", "");
    let adds = (0..RUNS_KEPT + 5).map(|_| experiments.add_run(&engine.sandbox, "csrf", &run));
    let mut ids: Vec<_> = join_all(adds).await.into_iter().map(Result::unwrap).collect();
    ids.sort_unstable();
    let kept = experiments.runs(&engine.sandbox, "csrf").await.unwrap();
    assert_eq!(kept.len(), RUNS_KEPT as usize);
    assert_eq!(Some(&kept[0].id), ids.last());
}

async fn an_experiment_is_forgotten_alone(engine: &Engine) {
    let experiments = &engine.database.experiments;
    for experiment in ["csrf", "devices"] {
        experiments.predict(&engine.sandbox, experiment, &[], START).await.unwrap();
        experiments.add_run(&engine.sandbox, experiment, &run("cookie_session", "")).await.unwrap();
    }
    experiments.forget_experiment(&engine.sandbox, "csrf").await.unwrap();
    assert!(experiments.runs(&engine.sandbox, "csrf").await.unwrap().is_empty());
    assert_eq!(experiments.predicted(&engine.sandbox).await.unwrap(), ["devices"]);
    assert_eq!(experiments.judged(&engine.sandbox).await.unwrap().len(), 1);
}
