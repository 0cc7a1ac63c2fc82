-- Ends the sessions that came of what has ended at a provider: house, issuer, then subject and sid, of which one may be
-- nothing. If both are named, both must be right. Returns how many there were.
local issuer, subject, sid, ended = ARGV[2], ARGV[3], ARGV[4], 0
local index = sid ~= '' and of_sid(issuer, sid) or of_subject(issuer, subject)
for _, id in ipairs(redis.call('ZRANGE', index, 0, -1)) do
  if subject == '' or redis.call('HGET', session_key(id), 'subject') == subject then
    ended = ended + delete(id)
  end
end
return ended
