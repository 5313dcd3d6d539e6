-- Sends the file named after "--", of the type and by the method named after it, and prints one line of JSON when the time is over (durations in microseconds).
init = function(arguments)
  local file = assert(io.open(arguments[1], "rb"))
  wrk.method = arguments[3]
  wrk.body = file:read("*a")
  if #wrk.body > 0 then wrk.headers["Content-Type"] = arguments[2] end
  file:close()
  -- Made once: building it anew for each call would cost the generator more than sending it.
  local posted = wrk.format()
  request = function() return posted end
end

done = function(summary, latency, requests)
  local errors = summary.errors
  io.stderr:write(string.format(
    '{"requests": %d, "duration": %d, "p50": %d, "p99": %d, "max": %d, ' ..
    '"connect": %d, "read": %d, "write": %d, "status": %d, "timeout": %d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), latency.max,
    errors.connect, errors.read, errors.write, errors.status, errors.timeout))
end
