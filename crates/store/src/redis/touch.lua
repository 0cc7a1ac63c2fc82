-- Notes that a session was heard of: house, id, now, expires_at. One that is gone stays gone, and of two requests that arrive
-- out of order the later one counts.
local id, now, expires_at = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local last_seen_at = redis.call('HGET', session_key(id), 'last_seen_at')
if last_seen_at and tonumber(last_seen_at) < now then
  redis.call('HSET', session_key(id), 'last_seen_at', ARGV[3], 'expires_at', ARGV[4])
  live_until(id, now, expires_at)
end
