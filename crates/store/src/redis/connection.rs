//! One connection for everybody: questions are sent as they come, and answers come in that order. If it is cut it is made
//! again; nobody waits for that longer than a second, nor for an answer.

use std::time::Duration;

use redis::aio::{ConnectionLike, ConnectionManager, ConnectionManagerConfig};
use redis::io::tcp::TcpSettings;
use redis::{Client, Cmd, ConnectionInfo, Pipeline, ProtocolVersion, RedisFuture, RedisResult, Value};

/// How long a connection may take, and how long an answer: together less than the two seconds after which a request has its 503.
const PATIENCE: Duration = Duration::from_millis(900);

/// The connection, and its successors. Cheap to clone.
#[derive(Clone)]
pub(super) struct Connection(ConnectionManager);

impl Connection {
    pub(super) async fn open(info: ConnectionInfo) -> RedisResult<Self> {
        // RESP3 tells when a connection is lost: a new one is made then, and not at the cost of the next request.
        let settings = info.redis_settings().clone().set_protocol(ProtocolVersion::RESP3);
        let info = info.set_redis_settings(settings).set_tcp_settings(tcp_settings());
        let config = ConnectionManagerConfig::new()
            .set_number_of_retries(0)
            .set_connection_timeout(Some(PATIENCE))
            .set_response_timeout(Some(PATIENCE));
        Ok(Self(ConnectionManager::new_with_config(Client::open(info)?, config).await?))
    }
}

/// What is sent is sent at once, and a machine that has vanished without a word is given up.
fn tcp_settings() -> TcpSettings {
    let settings = TcpSettings::default().set_nodelay(true);
    #[cfg(target_os = "linux")]
    let settings = settings.set_user_timeout(PATIENCE);
    settings
}

/// A refused connection has carried nothing, so asking again does nothing twice: whoever comes first after Redis is back is
/// answered, and not told of the last attempt before that.
impl ConnectionLike for Connection {
    fn req_packed_command<'a>(&'a mut self, cmd: &'a Cmd) -> RedisFuture<'a, Value> {
        Box::pin(async move {
            match self.0.send_packed_command(cmd).await {
                Err(error) if error.is_connection_refusal() => self.0.send_packed_command(cmd).await,
                answered => answered,
            }
        })
    }

    fn req_packed_commands<'a>(
        &'a mut self,
        pipeline: &'a Pipeline,
        offset: usize,
        count: usize,
    ) -> RedisFuture<'a, Vec<Value>> {
        Box::pin(async move {
            match self.0.send_packed_commands(pipeline, offset, count).await {
                Err(error) if error.is_connection_refusal() => {
                    self.0.send_packed_commands(pipeline, offset, count).await
                }
                answered => answered,
            }
        })
    }

    fn get_db(&self) -> i64 {
        self.0.get_db()
    }
}
