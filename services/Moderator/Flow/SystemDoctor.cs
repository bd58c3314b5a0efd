namespace Moderation.Moderator.Flow;

/// <summary>
/// Has every copy of every service examine what it needs, all at once. Those who ask while that goes on get its answer: each
/// examination opens connections everywhere.
/// </summary>
internal sealed class SystemDoctor(
    FlowOptions options,
    StationClient client,
    TimeProvider time,
    IHostApplicationLifetime lifetime
)
{
    /// <summary>Longer than a copy waits for what it examines.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    private readonly Lock _door = new();
    private Task<Examination>? _running;

    public Task<Examination> ExamineAsync()
    {
        lock (_door)
        {
            if (_running is not { IsCompleted: false })
                _running = RunAsync();
            return _running;
        }
    }

    private async Task<Examination> RunAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
        patience.CancelAfter(Patience);
        var services = await Task.WhenAll(options.Services().Select(one => ExamineAsync(one, patience.Token)));
        return new(time.GetUtcNow(), services);
    }

    private async Task<ExaminedService> ExamineAsync(
        (string Service, IReadOnlyList<Uri> Addresses) one,
        CancellationToken cancellationToken
    )
    {
        var copies = await Task.WhenAll(one.Addresses.Select(address => CopiesAsync(address, cancellationToken)));
        return new(one.Service, one.Addresses.Count > 0, [.. copies.SelectMany(some => some)]);
    }

    private async Task<ExaminedCopy[]> CopiesAsync(Uri address, CancellationToken cancellationToken)
    {
        var found = await StationClient.CopiesAsync(address, cancellationToken);
        // A name that is not known is asked all the same, and said to be away.
        return await Task.WhenAll(
            (found.Count > 0 ? found : [address]).Select(async copy =>
            {
                var (parts, silence) = await client.ExamineAsync(copy, address.Authority, cancellationToken);
                return new ExaminedCopy(copy.Authority, parts, silence);
            })
        );
    }
}
