-- Ends every session of a user: house, user, and the version of the password whose sessions are spared, or nothing to spare
-- none. Returns how many there were.
local index, spared, ended = of_user(ARGV[2]), ARGV[3], 0
for _, id in ipairs(redis.call('ZRANGE', index, 0, -1)) do
  if spared == '' or redis.call('HGET', session_key(id), 'password_version') ~= spared then
    ended = ended + delete(id)
    redis.call('ZREM', index, id) -- One that went by itself has left its name.
  end
end
return ended
