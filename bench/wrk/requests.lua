-- Sends the requests of a file, in turn and again from the start, or "once" and no more.
-- A line of the file is path, client's address, cookie, parted by tabs.
-- At the end one line of JSON says how it went; "once" says when the last was answered.

local requests = {}
local place = 0
local answered = 0
local is_tried = false

function init(arguments)
  for line in io.lines(arguments[1]) do
    local path, address, cookie = line:match("^([^\t]*)\t([^\t]*)\t(.*)$")
    local headers = {}
    for name, value in pairs(wrk.headers) do
      headers[name] = value
    end
    headers["X-Forwarded-For"] = address
    if cookie ~= "" then
      headers["Cookie"] = cookie
    end
    requests[#requests + 1] = wrk.format("GET", path, headers)
  end
  if arguments[2] == "once" then
    response = function()
      answered = answered + 1
      if answered == #requests then
        wrk.thread:stop()
        io.write("answered\n")
        io.flush()
      end
    end
  end
end

function request()
  if not is_tried then -- wrk looks at the first one before it begins
    is_tried = true
    return requests[1]
  end
  place = place % #requests + 1
  return requests[place]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "seconds": %f, "refused": %d, "broken": %d, "p50_ms": %f, "p99_ms": %f}\n',
    summary.requests, summary.duration / 1e6, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3
  ))
end
