-- Which nodes may serve sessions from memory, and what has changed (crates/store/src/cache). Ordinary tables: a crash of the
-- database forgets no lease. All times are the database's.

-- The number of the last change. Whoever adds one holds this row until the commit, so numbers become visible in their order.
CREATE TABLE cache_number (
    number bigint NOT NULL
);
INSERT INTO cache_number VALUES (0);

CREATE TABLE cache_changes (
    number     bigint      NOT NULL PRIMARY KEY,
    change     text        NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE cache_leases (
    node  text COLLATE "C" NOT NULL PRIMARY KEY,
    -- Of every change up to this one.
    heard bigint           NOT NULL,
    until timestamptz      NOT NULL
);

-- Adds a change. Whoever holds a lease has heard of it within a second: older ones than a minute are of no use.
CREATE FUNCTION cache_publish(changed text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    published bigint;
BEGIN
    UPDATE cache_number SET number = number + 1 RETURNING number INTO STRICT published;
    INSERT INTO cache_changes (number, change) VALUES (published, changed);
    DELETE FROM cache_changes WHERE changed_at < clock_timestamp() - interval '1 minute';
    PERFORM pg_notify('cache_changes', '');
    RETURN published;
END
$$;

-- Takes away the leases that have run out, so that they cannot be renewed. A node that has died may have changed something
-- and had no time to say so: then everything may have changed.
CREATE FUNCTION cache_bury(asking text, everything text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM cache_leases WHERE until <= clock_timestamp() AND node <> asking;
    IF FOUND THEN
        PERFORM cache_publish(everything);
    END IF;
END
$$;
