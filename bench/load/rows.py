"""Writes sessions straight into a store that the house has just made, as the house itself would have written them: a user for
every ten sessions. A hundred thousand of the sessions, or all if there are fewer, are left in a file as headers, for the load.

    python3 rows.py SQLite|PostgreSQL|Redis ADDRESS SESSIONS USERS-FILE CREDENTIALS-FILE

Prints what the store takes afterwards, as `bytes N`: of the disk, or of the memory, if that is where it keeps them.
"""

import base64
import hashlib
import random
import sqlite3
import subprocess
import sys
import time

SESSIONS_OF_A_USER = 10
CREDENTIALS = 100_000
AT_ONCE = 200_000
# An idle clock is due once a minute. These are dated ahead, so that none is: what is measured is how a session is read.
AHEAD = 60 * 60
LIFE = 12 * 60 * 60
DEVICE = "wrk"

USERS = "INSERT INTO users (id, sandbox, email, name, role, password_hash, created_at) VALUES (?, 'default', ?, ?, 'user', '', ?)"


def users(first, sessions, now):
    for number in range(sessions // SESSIONS_OF_A_USER):
        yield first + number, f"user-{number}@example.test", f"User {number}", now


def sessions(first_user, count, credentials):
    """The hash of each session's id, with its user. The ids are made here, 128 bits, and some are kept as cookies."""
    generator = random.Random(count)
    every = max(1, count // CREDENTIALS)
    kept = []
    for number in range(count):
        session_id = generator.randbytes(16)
        if number % every == 0 and len(kept) < CREDENTIALS:
            value = base64.urlsafe_b64encode(session_id).rstrip(b"=").decode()
            kept.append(f"Cookie: __Host-session={value}\n")
        user = first_user + number % max(1, count // SESSIONS_OF_A_USER)
        yield hashlib.sha256(session_id).digest(), user
    generator.shuffle(kept)
    with open(credentials, "w", encoding="ascii") as file:
        file.writelines(kept)


def in_chunks(rows):
    chunk = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == AT_ONCE:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def add_users(database, count, now):
    """The users stay in SQLite, unless everything is in PostgreSQL."""
    first = database.execute("SELECT max(id) + 1 FROM users").fetchone()[0]
    with database:
        database.executemany(USERS, users(first, count, now))
    return first


def open_sqlite(file):
    database = sqlite3.connect(file)
    database.execute("PRAGMA synchronous = OFF")
    database.execute("PRAGMA cache_size = -1000000")
    return database


def fill_sqlite(file, count, credentials):
    now = int(time.time())
    database = open_sqlite(file)
    first = add_users(database, count, now)
    # Indices are made anew afterwards, in one go: that is how they lie after a long life too, more or less.
    indices = database.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'sessions' AND sql IS NOT NULL"
    ).fetchall()
    for name, _ in indices:
        database.execute(f"DROP INDEX {name}")
    statement = (
        "INSERT INTO sessions (id_hash, user_id, device, created_at, last_seen_at, expires_at)"
        f" VALUES (?, ?, '{DEVICE}', {now}, {now + AHEAD}, {now + LIFE})"
    )
    for chunk in in_chunks(sessions(first, count, credentials)):
        chunk.sort()
        with database:
            database.executemany(statement, chunk)
    for _, sql in indices:
        database.execute(sql)
    database.execute("ANALYZE")
    database.commit()
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    pages, size = (database.execute(f"PRAGMA {what}").fetchone()[0] for what in ("page_count", "page_size"))
    database.close()
    return pages * size


def psql(url, statement, rows=None):
    command = ["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set", "ON_ERROR_STOP=1", "--command"]
    process = subprocess.Popen([*command, statement, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    for row in rows or ():
        process.stdin.write("\t".join(map(str, row)) + "\n")
    said, _ = process.communicate()
    if process.returncode != 0:
        sys.exit(f"psql failed at: {statement}")
    return said.strip()


def fill_postgres(url, count, credentials):
    now = int(time.time())
    first = int(psql(url, "SELECT max(id) + 1 FROM users"))
    added = ((*user[:3], user[3]) for user in users(first, count, now))
    copied = ((id, "default", email, name, "user", "", at) for id, email, name, at in added)
    psql(url, "COPY users (id, sandbox, email, name, role, password_hash, created_at) FROM STDIN", copied)
    # As for SQLite.
    indices = psql(
        url,
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'sessions' AND indexname <> 'sessions_pkey'",
    )
    indices = dict(line.split("|", 1) for line in indices.splitlines())
    psql(url, f"ALTER TABLE sessions DROP CONSTRAINT sessions_pkey; DROP INDEX {', '.join(indices)}")
    rows = (
        ("\\\\x" + id_hash.hex(), user, DEVICE, now, now + AHEAD, now + LIFE)
        for id_hash, user in sessions(first, count, credentials)
    )
    psql(url, "COPY sessions (id_hash, user_id, device, created_at, last_seen_at, expires_at) FROM STDIN", rows)
    anew = ["SET maintenance_work_mem = '1GB'", "ALTER TABLE sessions ADD PRIMARY KEY (id_hash)", *indices.values()]
    psql(url, "; ".join(anew))
    psql(url, "VACUUM ANALYZE")
    return int(psql(url, "SELECT pg_database_size(current_database())"))


def redis(url, *words):
    command = ["redis-cli", "-u", url, *words]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def commands(house, rows, users, now):
    """As `create.lua` leaves a session: a hash, and an index for each user, which lives as long as the last in it."""
    fields = f"password_version 1 device {DEVICE} created_at {now} last_seen_at {now + AHEAD} expires_at {now + LIFE}"
    for number, (id_hash, user) in enumerate(rows):
        id, index = id_hash.hex(), f"{house}sessions_of_user:{user}"
        yield f"HSET {house}session:{id} user {user} {fields}\r\nEXPIRE {house}session:{id} {LIFE}\r\n"
        yield f"ZADD {index} {now + LIFE} {id}\r\n"
        if number < users:
            yield f"EXPIRE {index} {LIFE}\r\n"


def fill_redis(url, count, credentials, users_file):
    now = int(time.time())
    database = open_sqlite(users_file)
    first = add_users(database, count, now)
    house = f"two-doors:{database.execute('SELECT id FROM house').fetchone()[0]}:"
    database.close()
    # What is written to its file meanwhile would be written a second time when the file is made anew.
    redis(url, "CONFIG", "SET", "appendonly", "no")
    pipe = subprocess.Popen(["redis-cli", "-u", url, "--pipe"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    pipe.stdin.writelines(commands(house, sessions(first, count, credentials), count // SESSIONS_OF_A_USER, now))
    said, _ = pipe.communicate()
    if pipe.returncode != 0 or "errors: 0," not in said:
        sys.exit(f"redis-cli said: {said}")
    redis(url, "CONFIG", "SET", "appendonly", "yes")
    while any(f"aof_rewrite_{what}:1" in redis(url, "INFO", "persistence") for what in ("in_progress", "scheduled")):
        time.sleep(0.2)
    memory = dict(line.split(":") for line in redis(url, "INFO", "memory").split() if ":" in line)
    return int(memory["used_memory"])


def main():
    store, address, count, users_file, credentials = sys.argv[1:]
    if store == "SQLite":
        size = fill_sqlite(address, int(count), credentials)
    elif store == "PostgreSQL":
        size = fill_postgres(address, int(count), credentials)
    elif store == "Redis":
        size = fill_redis(address, int(count), credentials, users_file)
    else:
        sys.exit(f"rows.py does not know how the house keeps sessions in {store}")
    print("bytes", size)


main()
