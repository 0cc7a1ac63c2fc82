-- What all loads have in common: an answer other than 200 is an error, and what was measured is printed on one line.

local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

-- Global: `done` runs elsewhere, and asks each thread for it.
wrong = 0

function response(status)
  if status ~= 200 then
    wrong = wrong + 1
  end
end

function done(summary, latency)
  local not_200 = 0
  for _, thread in ipairs(threads) do
    not_200 = not_200 + thread:get("wrong")
  end
  local errors = summary.errors
  print(string.format(
    "measured requests=%d microseconds=%d not_200=%d unanswered=%d p50=%d p99=%d p999=%d",
    summary.requests,
    summary.duration,
    not_200,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50),
    latency:percentile(99),
    latency:percentile(99.9)
  ))
end
