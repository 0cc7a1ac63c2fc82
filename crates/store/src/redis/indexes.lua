-- A session is a hash, and stands in one to three indexes: of its user, and of what it came of at a provider. Each is a
-- sorted set of sessions by the moment when they are over, and lives as long as the last of them.
-- These lines stand before every script about sessions.

local house = ARGV[1]

local function session_key(id)
  return house .. 'session:' .. id
end

local function of_user(user)
  return house .. 'sessions_of_user:' .. user
end

-- There is no space in an issuer, for it is a URL.
local function of_subject(issuer, subject)
  return house .. 'sessions_of_subject:' .. issuer .. ' ' .. subject
end

local function of_sid(issuer, sid)
  return house .. 'sessions_of_sid:' .. issuer .. ' ' .. sid
end

-- The indexes that a session stands in; none, if it is gone.
local function indexes(id)
  local user, issuer, subject, sid =
    unpack(redis.call('HMGET', session_key(id), 'user', 'issuer', 'subject', 'sid'))
  local found = {}
  if user then table.insert(found, of_user(user)) end
  if issuer then table.insert(found, of_subject(issuer, subject)) end
  if issuer and sid then table.insert(found, of_sid(issuer, sid)) end
  return found
end

-- How long an index remembers what is over, in seconds: a node whose clock is ahead must not strike out what another still
-- lets in, for nobody could end it then.
local REMEMBERED = 3600

-- Lets a session that exists live until expires_at, and strikes out of its indexes what went by itself.
local function live_until(id, now, expires_at)
  local left = expires_at - now
  redis.call('EXPIRE', session_key(id), left)
  for _, index in ipairs(indexes(id)) do
    redis.call('ZREMRANGEBYSCORE', index, '-inf', now - REMEMBERED)
    redis.call('ZADD', index, expires_at, id)
    if redis.call('TTL', index) < left then redis.call('EXPIRE', index, left) end
  end
end

-- Deletes a session. Returns how many there were: one or none.
local function delete(id)
  for _, index in ipairs(indexes(id)) do
    redis.call('ZREM', index, id)
  end
  return redis.call('DEL', session_key(id))
end

