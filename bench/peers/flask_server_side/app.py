"""Flask-Login over Flask-Session: the session is a row (SQLite) or a key (Redis), the user a row in SQLite.

    PORT=8000 SECRET_KEY=… DATABASE=peer.db SESSIONS=sqlite gunicorn --config gunicorn.conf.py app:app
    … SESSIONS=redis://127.0.0.1:6379/0 gunicorn …
"""

import os

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from flask import Flask, request, session
from flask_login import LoginManager, UserMixin, current_user, login_required, login_user, logout_user
from flask_session import Session
from flask_sqlalchemy import SQLAlchemy
from redis import Redis
from sqlalchemy import event

SESSIONS = os.environ["SESSIONS"]

db = SQLAlchemy()
app = Flask(__name__)
app.config.update(
    SECRET_KEY=os.environ["SECRET_KEY"],
    SESSION_COOKIE_SECURE=True,
    SESSION_COOKIE_HTTPONLY=True,
    SESSION_COOKIE_SAMESITE="Lax",
    SQLALCHEMY_DATABASE_URI="sqlite:///" + os.path.abspath(os.environ["DATABASE"]),
    # Half an hour without a request ends a session, as at the session door. Flask-Session writes that at every request.
    PERMANENT_SESSION_LIFETIME=30 * 60,
    SESSION_TYPE="sqlalchemy" if SESSIONS == "sqlite" else "redis",
    SESSION_SQLALCHEMY=db,
)
if SESSIONS != "sqlite":
    app.config["SESSION_REDIS"] = Redis.from_url(SESSIONS)
# The other arm of this program: sessions that end when they are as old as that, however much they are used.
if os.environ.get("TOUCH") == "off":
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
# The fields come in the order in which they are written below.
app.json.sort_keys = False
passwords = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


class User(UserMixin, db.Model):
    __tablename__ = "users"

    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String, nullable=False)
    email = db.Column(db.String, nullable=False, unique=True)
    role = db.Column(db.String, nullable=False)
    password_hash = db.Column(db.String, nullable=False)


READY_ACCOUNTS = [
    (1, "Alice Liddell", "alice@example.test", "user", "alice-through-the-glass"),
    (2, "The Keeper", "admin@example.test", "admin", "keeper-of-the-keys"),
]

db.init_app(app)
with app.app_context():

    @event.listens_for(db.engine, "connect")
    def prepare(connection, _record):
        connection.execute("PRAGMA journal_mode = WAL")
        # What SQLite's documentation advises with WAL.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA busy_timeout = 5000")

    db.create_all()
    for id, name, email, role, password in READY_ACCOUNTS:
        if db.session.get(User, id) is None:
            password_hash = passwords.hash(password)
            db.session.add(User(id=id, name=name, email=email, role=role, password_hash=password_hash))
    db.session.commit()
    Session(app)
    # Workers are forked after this, and no connection to SQLite may be carried over.
    db.engine.dispose()

login_manager = LoginManager(app)


@login_manager.user_loader
def load_user(user_id):
    return db.session.get(User, int(user_id))


@login_manager.unauthorized_handler
def unauthorized():
    return {"message": "Unauthorized"}, 401


@app.get("/heartbeat")
def heartbeat():
    return {"status": "OK"}


@app.post("/login")
def log_in():
    body = request.get_json()
    user = db.session.execute(db.select(User).filter_by(email=body["email"])).scalar_one_or_none()
    try:
        if user is None or not passwords.verify(user.password_hash, body["password"]):
            return {"message": "Invalid credentials"}, 401
    except VerifyMismatchError:
        return {"message": "Invalid credentials"}, 401
    # Against a session that somebody else put into this browser: another id.
    app.session_interface.regenerate(session)
    login_user(user)
    return {"message": "User logged in"}


@app.post("/logout")
@login_required
def log_out():
    logout_user()
    return {"message": "Logged out"}


@app.get("/profile")
@login_required
def profile():
    return {
        "id": current_user.id,
        "name": current_user.name,
        "email": current_user.email,
        "role": current_user.role,
    }
