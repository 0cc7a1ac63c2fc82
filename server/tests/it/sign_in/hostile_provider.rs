//! A provider that means harm: it listens for real, and signs whatever the test says.

use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use rcgen::{KeyPair, PublicKeyData as _};
use serde_json::{Value, json};

/// A key that ID tokens are signed with, and its name.
pub(super) struct Key {
    pair: KeyPair,
    kid: &'static str,
}

impl Key {
    pub(super) fn new(kid: &'static str) -> Self {
        Self { pair: KeyPair::generate().unwrap(), kid }
    }

    /// An ID token that says this.
    pub(super) fn sign(&self, claims: &Value) -> String {
        self.sign_as("JWT", claims)
    }

    /// A JWT of this type that says this.
    pub(super) fn sign_as(&self, typ: &str, claims: &Value) -> String {
        let (typ, kid) = (Some(typ.to_owned()), Some(self.kid.to_owned()));
        let header = Header { typ, kid, ..Header::new(Algorithm::ES256) };
        encode(&header, claims, &EncodingKey::from_ec_der(&self.pair.serialize_der())).unwrap()
    }

    fn public(&self) -> Value {
        // An uncompressed point: 4, then x and y (SEC 1 §2.3.3).
        let point = self.pair.der_bytes();
        let (x, y) = (URL_SAFE_NO_PAD.encode(&point[1..33]), URL_SAFE_NO_PAD.encode(&point[33..]));
        json!({ "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": self.kid, "x": x, "y": y })
    }
}

/// What it says at the moment.
struct Says {
    keys: Vec<Value>,
    id_token: String,
    jwks_read: u32,
}

/// The provider.
pub(super) struct HostileProvider {
    pub(super) issuer: String,
    pub(super) key: Key,
    says: Arc<Mutex<Says>>,
}

impl HostileProvider {
    pub(super) async fn open() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        // By a name below localhost: the server's own client knows that this is here.
        let issuer = format!("http://hostile.localhost:{}", listener.local_addr().unwrap().port());
        let key = Key::new("first");
        let says = Says { keys: vec![key.public()], id_token: String::new(), jwks_read: 0 };
        let says = Arc::new(Mutex::new(says));
        let at = |path: &str| format!("{issuer}{path}");
        let discovery = json!({
            "issuer": issuer,
            "authorization_endpoint": at("/authorize"),
            "token_endpoint": at("/token"),
            "jwks_uri": at("/jwks"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            // It promises everything. What is believed is ours to say.
            "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"],
            "authorization_response_iss_parameter_supported": true,
        });
        let site = Router::new()
            .route("/.well-known/openid-configuration", get(|| async { Json(discovery) }))
            .route("/jwks", get(jwks))
            .route("/token", post(token))
            .with_state(Arc::clone(&says));
        tokio::spawn(async move { axum::serve(listener, site).await });
        Self { issuer, key, says }
    }

    /// Answers every code with this ID token from now on.
    pub(super) fn answer_with(&self, id_token: String) {
        self.says.lock().unwrap().id_token = id_token;
    }

    /// Shows these keys from now on.
    pub(super) fn show(&self, keys: &[&Key]) {
        self.says.lock().unwrap().keys = keys.iter().map(|key| key.public()).collect();
    }

    /// How often its keys were read.
    pub(super) fn jwks_read(&self) -> u32 {
        self.says.lock().unwrap().jwks_read
    }
}

async fn jwks(State(says): State<Arc<Mutex<Says>>>) -> Json<Value> {
    let mut says = says.lock().unwrap();
    says.jwks_read += 1;
    Json(json!({ "keys": says.keys }))
}

async fn token(State(says): State<Arc<Mutex<Says>>>) -> Json<Value> {
    let id_token = says.lock().unwrap().id_token.clone();
    Json(json!({ "access_token": "at", "token_type": "Bearer", "expires_in": 60, "id_token": id_token }))
}
