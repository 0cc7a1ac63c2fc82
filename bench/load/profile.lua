-- One signed-in user asks for the profile: wrk … -s profile.lua URL -- HOST 'Cookie: name=value'

dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "answers.lua")

function init(args)
  wrk.headers["Host"] = args[1]
  local name, value = args[2]:match("^(.-): (.*)$")
  wrk.headers[name] = value
end
