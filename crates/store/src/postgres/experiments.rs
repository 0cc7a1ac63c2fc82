//! Predictions and runs.

use async_trait::async_trait;
use authn::StoreError;
use domain::SandboxId;
use lab::{ExperimentStore, Judged, RUNS_KEPT, Run};
use serde::de::DeserializeOwned;

use super::{PostgresStore, row, unavailable};

#[async_trait]
impl ExperimentStore for PostgresStore {
    async fn predict(
        &self,
        sandbox: &SandboxId,
        experiment: &str,
        arms: &[String],
        now: i64,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO predictions (sandbox, experiment, arms, predicted_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (sandbox, experiment) DO UPDATE SET arms = $3, predicted_at = $4",
        )
        .bind(sandbox.as_str())
        .bind(experiment)
        .bind(as_json(&arms)?)
        .bind(now)
        .execute(self.writes("predict"))
        .await
        .map_err(unavailable)?;
        Ok(())
    }

    async fn prediction(
        &self,
        sandbox: &SandboxId,
        experiment: &str,
    ) -> Result<Option<Vec<String>>, StoreError> {
        let arms: Option<String> =
            sqlx::query_scalar("SELECT arms FROM predictions WHERE sandbox = $1 AND experiment = $2")
                .bind(sandbox.as_str())
                .bind(experiment)
                .fetch_optional(self.reads("prediction"))
                .await
                .map_err(unavailable)?;
        arms.map(|arms| of_json(&arms)).transpose()
    }

    async fn add_run(&self, sandbox: &SandboxId, experiment: &str, run: &Run) -> Result<i64, StoreError> {
        let mut change = self.change_in(sandbox, "add run").await?;
        let added = sqlx::query_scalar(
            "INSERT INTO runs (sandbox, experiment, run) VALUES ($1, $2, $3::json) RETURNING id",
        )
        .bind(sandbox.as_str())
        .bind(experiment)
        .bind(as_json(run)?)
        .fetch_one(&mut change)
        .await
        .map_err(unavailable)?;
        sqlx::query(
            "DELETE FROM runs WHERE sandbox = $1 AND experiment = $2 AND id NOT IN
             (SELECT id FROM runs WHERE sandbox = $1 AND experiment = $2 ORDER BY id DESC LIMIT $3)",
        )
        .bind(sandbox.as_str())
        .bind(experiment)
        .bind(i64::from(RUNS_KEPT))
        .execute(&mut change)
        .await
        .map_err(unavailable)?;
        change.commit().await.map_err(unavailable)?;
        Ok(added)
    }

    async fn runs(&self, sandbox: &SandboxId, experiment: &str) -> Result<Vec<Run>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, run::text FROM runs WHERE sandbox = $1 AND experiment = $2 ORDER BY id DESC",
        )
        .bind(sandbox.as_str())
        .bind(experiment)
        .fetch_all(self.reads("runs"))
        .await
        .map_err(unavailable)?;
        rows.iter()
            .map(|found| {
                let run: Run = of_json(row::column(found, "run")?)?;
                Ok(Run { id: row::column(found, "id")?, ..run })
            })
            .collect()
    }

    async fn judged(&self, sandbox: &SandboxId) -> Result<Vec<Judged>, StoreError> {
        let rows = sqlx::query(
            "SELECT experiment, run ->> 'arm' AS arm, (run -> 'defences')::text AS defences,
                    (run -> 'verdict')::text AS verdict
             FROM runs WHERE sandbox = $1 ORDER BY id DESC",
        )
        .bind(sandbox.as_str())
        .fetch_all(self.reads("judged"))
        .await
        .map_err(unavailable)?;
        rows.iter()
            .map(|found| {
                Ok(Judged {
                    experiment: row::column(found, "experiment")?,
                    arm: row::column(found, "arm")?,
                    defences: of_json(row::column(found, "defences")?)?,
                    verdict: of_json(row::column(found, "verdict")?)?,
                })
            })
            .collect()
    }

    async fn predicted(&self, sandbox: &SandboxId) -> Result<Vec<String>, StoreError> {
        sqlx::query_scalar("SELECT experiment FROM predictions WHERE sandbox = $1")
            .bind(sandbox.as_str())
            .fetch_all(self.reads("predicted"))
            .await
            .map_err(unavailable)
    }

    async fn forget_experiment(&self, sandbox: &SandboxId, experiment: &str) -> Result<(), StoreError> {
        let mut change = self.change_in(sandbox, "forget experiment").await?;
        for forget in [
            "DELETE FROM runs WHERE sandbox = $1 AND experiment = $2",
            "DELETE FROM predictions WHERE sandbox = $1 AND experiment = $2",
        ] {
            sqlx::query(forget)
                .bind(sandbox.as_str())
                .bind(experiment)
                .execute(&mut change)
                .await
                .map_err(unavailable)?;
        }
        change.commit().await.map_err(unavailable)
    }
}

fn as_json(value: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Corrupt(error.to_string()))
}

fn of_json<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Corrupt(error.to_string()))
}
