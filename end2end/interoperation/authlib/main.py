"""A relying party whose protocol no one here wrote: PyPI `Authlib`, behind a few pages of Flask.

    python main.py <issuer> <port> <client_secret>

Discovery, PKCE, state, nonce and the checks of the ID token are the library's; the browser gets a cookie, and no token.
`?fault=` has it do one thing wrong, for the provider to refuse. What it is issued it says on standard output, so that a
test can look for it where it must not be.
"""

import json
import logging
import secrets
import sys

import loopback_names  # noqa: F401  (what it does, it does by being there)
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import Flask, redirect, render_template, request, session
from joserfc import errors, jwt
from joserfc.jwk import KeySet
from werkzeug.serving import make_server

issuer, port, client_secret = sys.argv[1:]
CLIENT_ID = "authlib"
ORIGIN = f"http://{CLIENT_ID}.localhost:{port}"
REDIRECT_URI = f"{ORIGIN}/callback"
BACKCHANNEL_LOGOUT = "http://schemas.openid.net/event/backchannel-logout"


class Attempts:
    """What a browser that signs in must bring back: state, nonce and verifier, kept as Authlib asks for it."""

    def __init__(self):
        self.kept = {}

    def get(self, key):
        return self.kept.get(key)

    def set(self, key, value, expires_in):
        self.kept[key] = value

    def delete(self, key):
        self.kept.pop(key, None)


app = Flask(__name__)
app.config.update(
    SECRET_KEY=secrets.token_bytes(32),
    SESSION_COOKIE_NAME="__Host-authlib_session",
    SESSION_COOKIE_SECURE=True,
    SESSION_COOKIE_SAMESITE="Lax",
)
oauth = OAuth(app, cache=Attempts())
registration = {
    "client_id": CLIENT_ID,
    "client_secret": client_secret,
    "server_metadata_url": f"{issuer}/.well-known/openid-configuration",
}
scope = "openid profile email"
provider = oauth.register(
    "provider", client_kwargs={"scope": scope, "code_challenge_method": "S256"}, **registration
)
without_pkce = oauth.register("without_pkce", client_kwargs={"scope": scope}, **registration)

# Who is signed in: the browser has the key, and nothing else.
sessions = {}


@app.get("/")
def home():
    return render_template("home.html", signed_in=sessions.get(session.get("id")))


@app.get("/sign-in")
def sign_in():
    session["fault"] = fault = request.args.get("fault")
    if fault == "no-pkce":
        return without_pkce.authorize_redirect(REDIRECT_URI)
    if fault == "plain-pkce":
        verifier = secrets.token_urlsafe(32)
        return without_pkce.authorize_redirect(
            REDIRECT_URI, code_challenge=verifier, code_challenge_method="plain"
        )
    return provider.authorize_redirect(REDIRECT_URI)


@app.get("/callback")
def callback():
    fault = session.pop("fault", None)
    attempt = f"_state_provider_{request.args.get('state')}"
    kept = oauth.cache.get(attempt) or "{}"
    if fault == "wrong-verifier":
        oauth.cache.set(attempt, kept.replace(verifier_of(kept), secrets.token_urlsafe(32)), None)
    tokens = issued(provider.authorize_access_token())
    if fault == "code-twice":
        provider.fetch_access_token(REDIRECT_URI, code=request.args["code"], code_verifier=verifier_of(kept))
    user = provider.userinfo(token=tokens)
    if user["sub"] != tokens["userinfo"]["sub"]:
        return refused("the userinfo is somebody else's")
    session["id"] = secrets.token_urlsafe(32)
    sessions[session["id"]] = {
        "user": user,
        "tokens": tokens,
        "sid": tokens["userinfo"]["sid"],
        "refreshed": 0,
    }
    return redirect("/", 303)


@app.post("/refresh")
def refresh():
    signed_in = sessions[session["id"]]
    tokens = issued(
        provider.fetch_access_token(
            grant_type="refresh_token", refresh_token=signed_in["tokens"]["refresh_token"]
        )
    )
    claims = provider.parse_id_token(tokens, nonce=None)
    if claims["sub"] != signed_in["user"]["sub"]:
        return refused("the ID token is somebody else's")
    signed_in.update(tokens=tokens, user=provider.userinfo(token=tokens))
    signed_in["refreshed"] += 1
    return redirect("/", 303)


@app.post("/sign-out")
def sign_out():
    sessions.pop(session.pop("id", None), None)
    # Without an `id_token_hint`, for an address is something that browsers keep: the provider asks its user instead.
    answer = provider.logout_redirect(f"{ORIGIN}/signed-out", client_id=CLIENT_ID)
    return redirect(answer.location, 303)


@app.get("/signed-out")
def signed_out():
    provider.validate_logout_response()
    return redirect("/", 303)


@app.post("/back-channel-logout")
def back_channel_logout():
    keys = KeySet.import_key_set(provider.fetch_jwk_set(force=True))
    logout_token = jwt.decode(request.form["logout_token"], keys, algorithms=["RS256"])
    essential = {"essential": True}
    jwt.JWTClaimsRegistry(
        leeway=60,
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": CLIENT_ID},
        iat=essential,
        exp=essential,
        jti=essential,
        sid=essential,
        events=essential,
    ).validate(logout_token.claims)
    claims = logout_token.claims
    is_one = logout_token.header.get("typ") == "logout+jwt" and BACKCHANNEL_LOGOUT in claims["events"]
    if not is_one or "nonce" in claims:
        return refused("this is no logout token")
    for key in [key for key, signed_in in sessions.items() if signed_in["sid"] == claims["sid"]]:
        del sessions[key]
    return "", 204, {"cache-control": "no-store"}


@app.errorhandler(AuthlibBaseError)
@app.errorhandler(errors.JoseError)
def refused_by_name(error):
    """The error that the provider named, if it was the provider: at the token endpoint, or in its answer."""
    return refused(error.error)


def refused(error):
    return render_template("refused.html", error=error), 400


def verifier_of(attempt):
    return json.loads(attempt)["data"]["code_verifier"]


def issued(tokens):
    """Notes what the provider issued, and hands it on."""
    say({"issued": {name: tokens[name] for name in ("access_token", "refresh_token", "id_token")}})
    return tokens


def say(line):
    print(json.dumps(line), flush=True)


logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = make_server("127.0.0.1", int(port), app, threaded=True)
say({"open": ORIGIN})
server.serve_forever()
