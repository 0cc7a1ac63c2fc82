-- Adds a session: house, id, now, expires_at, then names and values.
local id, now, expires_at = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
redis.call('HSET', session_key(id), unpack(ARGV, 5))
live_until(id, now, expires_at)
