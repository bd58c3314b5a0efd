using System.Collections.Concurrent;
using Moderation.Moderator.Flow;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Retention;

/// <summary>
/// Asks every service what it keeps while somebody looks, all at once, and remembers what each said last: what a service that is
/// away keeps is known all the same.
/// </summary>
internal sealed class RetentionWatch(FlowOptions options, StationClient client, RetentionReports own, TimeProvider time)
{
    public const string Own = "moderator";

    /// <summary>The demo newspaper keeps nothing for a time.</summary>
    private const string Without = "site";

    private readonly ConcurrentDictionary<string, ServiceRetention> _last = new(StringComparer.Ordinal);

    public async Task<RetentionView> ReadAsync(CancellationToken cancellationToken)
    {
        var services = options.Services().Where(one => one.Service != Without);
        var read = await Task.WhenAll(services.Select(one => ReadAsync(one.Service, one.Addresses, cancellationToken)));
        return new(time.GetUtcNow(), read);
    }

    private async Task<ServiceRetention> ReadAsync(
        string service,
        IReadOnlyList<Uri> addresses,
        CancellationToken cancellationToken
    )
    {
        if (service == Own)
            return Said(service, await own.ReadAsync(cancellationToken));
        if (addresses.Count == 0)
            return new() { Service = service, IsWatched = false };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.Patience);
        var answer = await AskAsync(addresses, patience.Token);
        cancellationToken.ThrowIfCancellationRequested();
        return answer.Said is { } kinds
            ? _last[service] = Said(service, kinds)
            : (_last.GetValueOrDefault(service) ?? new() { Service = service, IsWatched = true }) with
            {
                Silence = answer.Silence,
            };
    }

    private ServiceRetention Said(string service, IReadOnlyList<RetentionReport> kinds) =>
        new()
        {
            Service = service,
            IsWatched = true,
            Kinds = kinds,
            SaidAt = time.GetUtcNow(),
        };

    /// <summary>All copies say the same: the first that answers is enough.</summary>
    private async Task<Answer<RetentionReport[]>> AskAsync(IReadOnlyList<Uri> addresses, CancellationToken cancellationToken)
    {
        var answer = new Answer<RetentionReport[]>(null, Silence.Unreachable);
        foreach (var address in addresses)
        {
            foreach (var copy in await StationClient.CopiesAsync(address, cancellationToken))
            {
                answer = await client.RetentionAsync(copy, address.Authority, cancellationToken);
                if (answer.Said is not null)
                    return answer;
            }
        }
        return answer;
    }
}
