// Express 5 with express-session: the session is a row (SQLite) or a key (Redis), the user a row in SQLite.
//
//   NODE_ENV=production PORT=8000 SECRET_KEY=… DATABASE=peer.db SESSIONS=sqlite node app.js
//   … SESSIONS=redis://127.0.0.1:6379/0 node app.js

import argon2 from "argon2";
import Database from "better-sqlite3";
import sqliteStore from "better-sqlite3-session-store";
import { RedisStore } from "connect-redis";
import express from "express";
import session from "express-session";
import { createClient } from "redis";

const { DATABASE, PORT, SECRET_KEY, SESSIONS, TOUCH } = process.env;
const HALF_AN_HOUR = 30 * 60 * 1000;

const db = new Database(DATABASE);
db.pragma("journal_mode = WAL");
// What SQLite's documentation advises with WAL.
db.pragma("synchronous = NORMAL");
db.exec(`CREATE TABLE IF NOT EXISTS users (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE, role TEXT NOT NULL, password_hash TEXT NOT NULL
)`);

const READY_ACCOUNTS = [
  [1, "Alice Liddell", "alice@example.test", "user", "alice-through-the-glass"],
  [2, "The Keeper", "admin@example.test", "admin", "keeper-of-the-keys"],
];
const add = db.prepare("INSERT OR IGNORE INTO users VALUES (?, ?, ?, ?, ?)");
for (const [id, name, email, role, password] of READY_ACCOUNTS) {
  const hash = await argon2.hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  add.run(id, name, email, role, hash);
}
const userByEmail = db.prepare("SELECT * FROM users WHERE email = ?");
const userById = db.prepare("SELECT id, name, email, role FROM users WHERE id = ?");

async function store() {
  if (SESSIONS === "sqlite") {
    const SqliteStore = sqliteStore(session);
    return new SqliteStore({ client: db, expired: { clear: true, intervalMs: 15 * 60 * 1000 } });
  }
  const client = await createClient({ url: SESSIONS }).connect();
  return new RedisStore({ client, disableTouch: TOUCH === "off" });
}

const sessions = await store();
// The other arm of this program: sessions that end when they are as old as that, however much they are used.
if (TOUCH === "off") sessions.touch = undefined;

const app = express();
app.disable("x-powered-by");
// A profile is not for caches, so it needs no ETag.
app.disable("etag");
app.get("/heartbeat", (_request, response) => response.json({ status: "OK" }));
app.use(
  session({
    secret: SECRET_KEY,
    store: sessions,
    resave: false,
    saveUninitialized: false,
    // Half an hour without a request ends a session, as at the session door. The store is told at every request.
    cookie: { httpOnly: true, sameSite: "lax", secure: "auto", maxAge: HALF_AN_HOUR },
  }),
);

app.post("/login", express.json(), async (request, response, next) => {
  const { email, password } = request.body;
  const user = userByEmail.get(email);
  if (!user || !(await argon2.verify(user.password_hash, password))) {
    return response.status(401).json({ message: "Invalid credentials" });
  }
  // Against a session that somebody else put into this browser: another id.
  request.session.regenerate((error) => {
    if (error) return next(error);
    request.session.userId = user.id;
    response.json({ message: "User logged in" });
  });
});

function requireUser(request, response, next) {
  const user = request.session.userId && userById.get(request.session.userId);
  if (!user) return response.status(401).json({ message: "Unauthorized" });
  request.user = user;
  next();
}

app.post("/logout", requireUser, (request, response, next) => {
  request.session.destroy((error) => (error ? next(error) : response.json({ message: "Logged out" })));
});

app.get("/profile", requireUser, (request, response) => {
  const { id, name, email, role } = request.user;
  response.json({ id, name, email, role });
});

app.listen(Number(PORT), "127.0.0.1");
