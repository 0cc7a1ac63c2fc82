"""The kind of program that the articles recommend: Flask-Login over Flask's own session, which is a signed cookie.

There is no database. Whoever holds a copy of the cookie stays signed in after the logout: the server has nothing that it
could delete.

    PORT=8000 SECRET_KEY=… gunicorn --config gunicorn.conf.py app:app
"""

import os

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from flask import Flask, request
from flask_login import LoginManager, UserMixin, current_user, login_required, login_user, logout_user

app = Flask(__name__)
app.config.update(
    SECRET_KEY=os.environ["SECRET_KEY"],
    SESSION_COOKIE_SECURE=True,
    SESSION_COOKIE_HTTPONLY=True,
    SESSION_COOKIE_SAMESITE="Lax",
)
# The fields come in the order in which they are written below.
app.json.sort_keys = False
passwords = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


class User(UserMixin):
    def __init__(self, id, name, email, role, password):
        self.id = id
        self.name = name
        self.email = email
        self.role = role
        self.password_hash = passwords.hash(password)


USERS = {
    user.id: user
    for user in [
        User(1, "Alice Liddell", "alice@example.test", "user", "alice-through-the-glass"),
        User(2, "The Keeper", "admin@example.test", "admin", "keeper-of-the-keys"),
    ]
}

login_manager = LoginManager(app)


@login_manager.user_loader
def load_user(user_id):
    return USERS.get(int(user_id))


@login_manager.unauthorized_handler
def unauthorized():
    return {"message": "Unauthorized"}, 401


@app.get("/heartbeat")
def heartbeat():
    return {"status": "OK"}


@app.post("/login")
def log_in():
    body = request.get_json()
    user = next((user for user in USERS.values() if user.email == body["email"]), None)
    try:
        if user is None or not passwords.verify(user.password_hash, body["password"]):
            return {"message": "Invalid credentials"}, 401
    except VerifyMismatchError:
        return {"message": "Invalid credentials"}, 401
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
