-- The last line of the output: requests a second, the 99th percentile in microseconds, and the requests that failed.
done = function(summary, latency)
    local errors = summary.errors
    print(string.format("%f %f %d", summary.requests / summary.duration * 1e6, latency:percentile(99),
        errors.connect + errors.read + errors.write + errors.timeout + errors.status))
end
