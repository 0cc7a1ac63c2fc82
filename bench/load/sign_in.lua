-- Alice signs in, over and over: wrk … -s sign_in.lua URL -- HOST

dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "answers.lua")

function init(args)
  wrk.method = "POST"
  wrk.headers["Host"] = args[1]
  wrk.headers["Content-Type"] = "application/json"
  wrk.body = '{"email":"alice@example.test","password":"alice-through-the-glass"}'
end
