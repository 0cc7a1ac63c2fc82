-- Ends one session: house, id, and the user whose it must be, or nothing for whosever it is. Returns how many there were.
local id, user = ARGV[2], ARGV[3]
if user ~= '' and redis.call('HGET', session_key(id), 'user') ~= user then return 0 end
return delete(id)
