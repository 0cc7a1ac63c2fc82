-- Forgets every failure that the sandbox's index knows of, and the index.
for _, key in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  redis.call('DEL', key)
end
redis.call('DEL', KEYS[1])
