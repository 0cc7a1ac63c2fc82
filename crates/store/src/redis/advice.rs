//! Settings of Redis under which sessions are lost, or come back: said once, in the log, when the server starts.

use redis::{RedisResult, cmd};

use super::connection::Connection;

/// What matters here of the settings of Redis.
struct Settings {
    maxmemory_policy: String,
    appendonly: String,
    appendfsync: String,
    save: String,
}

/// Warns of what should be set differently. Who may not read the settings is told nothing: services that are managed by
/// somebody else often forbid it.
pub(super) async fn give(mut connection: Connection) {
    for advice in wanted(&mut connection).await {
        tracing::warn!(event = "redis_settings", advice);
    }
}

async fn wanted(connection: &mut Connection) -> Vec<&'static str> {
    read(connection).await.map_or_else(|_| Vec::new(), |settings| advice_on(&settings))
}

async fn read(connection: &mut Connection) -> RedisResult<Settings> {
    // One by one: several at once need Redis 7.
    let mut settings = redis::pipe();
    for name in ["maxmemory-policy", "appendonly", "appendfsync", "save"] {
        settings.add_command(cmd("CONFIG").arg("GET").arg(name).clone());
    }
    let [maxmemory_policy, appendonly, appendfsync, save]: [Vec<(String, String)>; 4] =
        settings.query_async(connection).await?;
    let value = |mut pair: Vec<(String, String)>| pair.pop().map(|(_, value)| value).unwrap_or_default();
    Ok(Settings {
        maxmemory_policy: value(maxmemory_policy),
        appendonly: value(appendonly),
        appendfsync: value(appendfsync),
        save: value(save),
    })
}

fn advice_on(settings: &Settings) -> Vec<&'static str> {
    let mut advice = Vec::new();
    if settings.maxmemory_policy != "noeviction" {
        advice.push(
            "Redis may evict keys when its memory is full: people are signed out, and failed attempts forgotten. Set \
             maxmemory-policy to noeviction.",
        );
    }
    if settings.appendonly == "yes" && settings.appendfsync != "always" {
        advice.push(
            "After a loss of power Redis may have forgotten what it deleted in the last second, and a session that had \
             ended is open again. Set appendfsync to always.",
        );
    }
    if settings.appendonly != "yes" && !settings.save.is_empty() {
        advice.push(
            "After a crash Redis starts from its last snapshot, and sessions that ended since are open again. Set \
             appendonly to yes and appendfsync to always; or save to nothing, and a crash signs everybody out.",
        );
    }
    advice
}

#[cfg(test)]
mod tests {
    use engines::Redis;
    use redis::IntoConnectionInfo as _;

    use super::*;

    fn advice(maxmemory_policy: &str, appendonly: &str, appendfsync: &str, save: &str) -> usize {
        let own = str::to_owned;
        advice_on(&Settings {
            maxmemory_policy: own(maxmemory_policy),
            appendonly: own(appendonly),
            appendfsync: own(appendfsync),
            save: own(save),
        })
        .len()
    }

    #[test]
    fn what_loses_or_brings_back_a_session_is_said() {
        assert_eq!(advice("noeviction", "yes", "always", "3600 1"), 0);
        assert_eq!(
            advice("noeviction", "no", "everysec", ""),
            0,
            "all are lost at once, and none comes back"
        );
        assert_eq!(advice("allkeys-lru", "yes", "always", ""), 1);
        assert_eq!(advice("volatile-ttl", "yes", "always", ""), 1, "every key here has an end");
        assert_eq!(advice("noeviction", "yes", "everysec", ""), 1);
        assert_eq!(advice("noeviction", "no", "everysec", "3600 1 300 100"), 1, "Debian's own");
    }

    #[tokio::test]
    async fn the_settings_are_those_of_the_redis_that_runs() {
        let folder = tempfile::TempDir::new().unwrap();
        let redis = Redis::start(folder.path()).unwrap();
        let mut connection = Connection::open(redis.url().into_connection_info().unwrap()).await.unwrap();
        assert_eq!(wanted(&mut connection).await, [""; 0]);
        for (name, value) in [("appendfsync", "everysec"), ("maxmemory-policy", "allkeys-lru")] {
            cmd("CONFIG").arg("SET").arg(name).arg(value).exec_async(&mut connection).await.unwrap();
        }
        assert_eq!(wanted(&mut connection).await.len(), 2);
        let forbid = cmd("ACL").arg(&["SETUSER", "default", "-config"]).clone();
        forbid.exec_async(&mut connection).await.unwrap();
        assert_eq!(wanted(&mut connection).await, [""; 0], "who may not ask is told nothing");
    }
}
