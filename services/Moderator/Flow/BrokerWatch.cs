namespace Moderation.Moderator.Flow;

/// <summary>Asks RabbitMQ, and keeps what it said last.</summary>
internal sealed class BrokerWatch(BrokerClient client, FlowOptions options, TimeProvider time)
{
    private volatile BrokerReading _reading = new(client.IsConfigured, null, null, null, null);

    public BrokerReading Reading => _reading;

    public async Task AskAsync(CancellationToken stoppingToken)
    {
        if (!client.IsConfigured)
            return;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        patience.CancelAfter(options.Patience);
        var (queues, nodes) = await client.AskAsync(patience.Token);
        stoppingToken.ThrowIfCancellationRequested();
        var silence = queues.Silence ?? nodes.Silence;
        _reading = silence is null
            ? new BrokerReading(IsWatched: true, queues.Said, nodes.Said, null, null)
            : _reading with { Silence = silence, SilentSince = _reading.SilentSince ?? time.GetUtcNow() };
    }
}
