-- Notes one more failure under every key: the sandbox's index, now, after how many seconds all is forgiven, then the keys.
local index, now, forgiven_after = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2])
for position = 2, #KEYS do
  local key = KEYS[position]
  local failures, last_failure_at = unpack(redis.call('HMGET', key, 'failures', 'last_failure_at'))
  if not failures or now - tonumber(last_failure_at) >= forgiven_after then failures = 0 end
  redis.call('HSET', key, 'failures', tonumber(failures) + 1, 'last_failure_at', ARGV[1])
  redis.call('EXPIRE', key, forgiven_after)
  redis.call('ZADD', index, now, key)
end
redis.call('ZREMRANGEBYSCORE', index, '-inf', now - forgiven_after)
redis.call('EXPIRE', index, forgiven_after)
