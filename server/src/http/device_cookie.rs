//! The device cookie: which browser this is, for the throttle alone. It opens nothing.

use authn::{DEVICE_KNOWN_FOR, DeviceCookie};
use axum::http::{HeaderMap, HeaderValue};

use super::cookie::cookie;

/// Its name.
const DEVICE_COOKIE: &str = "__Host-device";

/// The device cookie that a request carries, if it can be one.
pub(crate) fn device_cookie(headers: &HeaderMap) -> Option<DeviceCookie> {
    cookie(headers, DEVICE_COOKIE)?.parse().ok()
}

/// The `Set-Cookie` that a browser keeps after its owner has gone. `Strict`: only our own forms have a use for it.
pub(crate) fn set_device_cookie(device: &DeviceCookie) -> HeaderValue {
    let value = device.expose();
    HeaderValue::try_from(format!(
        "{DEVICE_COOKIE}={value}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age={DEVICE_KNOWN_FOR}"
    ))
    .expect("a device cookie is URL-safe base64")
}
