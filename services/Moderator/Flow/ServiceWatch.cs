namespace Moderation.Moderator.Flow;

/// <summary>Asks the copies of one service, each by itself, and keeps what they said last.</summary>
internal sealed class ServiceWatch(
    string service,
    IReadOnlyList<Uri> addresses,
    StationClient client,
    FlowOptions options,
    TimeProvider time
)
{
    private readonly Dictionary<Uri, Watched> _copies = [];
    private volatile ServiceReading _reading = new(service, addresses.Count > 0, null);

    public ServiceReading Reading => _reading;

    public async Task AskAsync(CancellationToken stoppingToken)
    {
        if (addresses.Count == 0)
            return;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        patience.CancelAfter(options.Patience);
        var found = await Task.WhenAll(addresses.Select(address => FindAsync(address, patience.Token)));
        var copies = found.SelectMany(some => some).ToList();
        // While names cannot be looked up, the copies that were known are asked.
        if (copies.Count == 0)
            copies = [.. _copies.Select(known => (known.Key, known.Value.Host))];
        if (copies.Count == 0)
            copies = [.. addresses.Select(address => (address, address.Authority))];
        foreach (var gone in _copies.Keys.Except(copies.Select(copy => copy.Copy)).ToList())
            _copies.Remove(gone);
        foreach (var (copy, host) in copies)
            _copies.TryAdd(copy, new Watched(copy, host));
        var readings = await Task.WhenAll(
            copies.Select(copy => _copies[copy.Copy].AskAsync(client, time, patience.Token))
        );
        stoppingToken.ThrowIfCancellationRequested();
        _reading = new ServiceReading(service, IsWatched: true, readings);
    }

    private static async Task<IEnumerable<(Uri Copy, string Host)>> FindAsync(Uri address, CancellationToken cancellationToken) =>
        (await StationClient.CopiesAsync(address, cancellationToken)).Select(copy => (copy, address.Authority));

    private sealed class Watched(Uri copy, string host)
    {
        private readonly Rates _rates = new();
        private CopyReading _last = new(copy.Authority, null, new Dictionary<string, double>(StringComparer.Ordinal), null, null);

        public string Host => host;

        public async Task<CopyReading> AskAsync(StationClient client, TimeProvider time, CancellationToken cancellationToken)
        {
            var (report, silence) = await client.ReportAsync(copy, host, cancellationToken);
            return _last = report is null
                ? _last with { Silence = silence, SilentSince = _last.SilentSince ?? time.GetUtcNow() }
                : new CopyReading(copy.Authority, report, _rates.Add(report), null, null);
        }
    }
}
