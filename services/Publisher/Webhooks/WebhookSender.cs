using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Publisher.Webhooks;

/// <summary>
/// Sends what is due, to each endpoint by itself and several at once, so that a slow site delays only its own. Wakes when a
/// decision is recorded; one connection hears of that for all endpoints, however many there are. A claim outlives the longest
/// attempt; a crash between the site's answer and its record sends once more, under the same webhook-id.
/// </summary>
internal sealed class WebhookSender(
    WebhooksOptions options,
    KnownEndpoints endpoints,
    RetrySchedule schedule,
    DeliveryStore store,
    WebhookClient client,
    Pauses pauses,
    Listeners listeners,
    TimeProvider time,
    ILogger<WebhookSender> log
) : BackgroundService
{
    private const int Parallel = 16;

    /// <summary>Backstop for a lost notification, and the precision of due times.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Reread = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _lease = options.Timeout + TimeSpan.FromSeconds(30);
    private TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(ListenAsync(stoppingToken), FollowAsync(stoppingToken));

    /// <summary>
    /// Sends to each endpoint from when it is known on. None is ever forgotten; one that is disabled gets nothing.
    /// </summary>
    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        var sending = new Dictionary<string, Task>(StringComparer.Ordinal);
        try
        {
            await pauses.Known.WaitAsync(stoppingToken);
            while (true)
            {
                foreach (var name in endpoints.Names.Where(name => !sending.ContainsKey(name)))
                    sending.Add(name, SendAllAsync(name, stoppingToken));
                await Task.Delay(Reread, time, stoppingToken);
                await RereadAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(sending.Values);
        }
    }

    private async Task RereadAsync(CancellationToken stoppingToken)
    {
        try
        {
            await endpoints.ReadAsync(stoppingToken);
        }
        catch (Exception exception) when (Resilience.IsDatabaseAway(exception))
        {
            // Each endpoint says that the database is away; what was known a moment ago serves until it is back.
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var listener = await listeners.ListenAsync("deliveries", stoppingToken);
                while (true)
                {
                    await listener.WaitAsync(stoppingToken);
                    Interlocked
                        .Exchange(ref _heard, new(TaskCreationOptions.RunContinuationsAsynchronously))
                        .SetResult();
                }
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (NpgsqlException)
            {
                // Each endpoint says that the database is away, and looks by itself until it is heard again.
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken);
            }
        }
    }

    private async Task SendAllAsync(string endpoint, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SendUntilFaultAsync(endpoint, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                log.LogWarning(
                    "Sending webhooks to {Endpoint} was interrupted ({Reason}); its deliveries stay and are tried again",
                    endpoint,
                    exception.Message
                );
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken);
            }
        }
    }

    private async Task SendUntilFaultAsync(string endpoint, CancellationToken stoppingToken)
    {
        var running = new List<Task<Attempt>>();
        var resting = false;
        try
        {
            while (true)
            {
                var pause = TimeSpan.Zero;
                foreach (var finished in running.Where(task => task.IsCompleted).ToArray())
                {
                    running.Remove(finished);
                    var attempt = await finished;
                    if (attempt is { WasMade: false, RetryAfter: { } rest } && rest > pause)
                        pause = rest;
                    if (resting && attempt.WasAccepted)
                        log.LogInformation("{Endpoint} takes webhooks again", endpoint);
                    if (!resting && !attempt.WasMade)
                        log.LogWarning(
                            "{Endpoint} fails too often and is left alone; "
                                + "its deliveries wait and one is tried every few seconds",
                            endpoint
                        );
                    resting = attempt switch
                    {
                        { WasMade: false } => true,
                        { WasAccepted: true } => false,
                        _ => resting,
                    };
                }
                await Task.Delay(pause, time, stoppingToken);

                var heard = _heard.Task;
                // No more than can leave at once: a retraction that comes meanwhile still overtakes what waits.
                var due = pauses.IsPaused(Stations.Webhooks)
                    ? []
                    : await store.ClaimAsync(endpoint, Parallel - running.Count, _lease, stoppingToken);
                running.AddRange(due.Select(delivery => SendAsync(endpoints.Find(endpoint)!, delivery)));
                if (running.Count == Parallel)
                    await Task.WhenAny(running);
                else
                    await Task.WhenAny(heard, Task.Delay(Poll, time, stoppingToken));
            }
        }
        finally
        {
            await Task.WhenAll(running);
        }
    }

    /// <summary>Runs to its end also when the service is told to stop, so that what was sent is also recorded.</summary>
    private async Task<Attempt> SendAsync(WebhookEndpoint endpoint, Delivery delivery)
    {
        using var activity = Telemetry.Resume("webhook", delivery.Traceparent);
        var attempt = await client.SendAsync(endpoint, delivery.WebhookId, delivery.Message());
        var verdict = schedule.Decide(attempt, delivery.Attempts, delivery.Age, Random.Shared.NextDouble());
        await store.RecordAsync(endpoint.Name, delivery.WebhookId, attempt, verdict);
        Counted.WebhookAttempts.Add(1, new KeyValuePair<string, object?>("outcome", attempt.Outcome));
        if (verdict.Status == "given_up")
            log.LogError(
                "Delivery {Delivery} of {Subject} to {Endpoint} is given up (last answer: {StatusCode} {Error})",
                delivery.WebhookId,
                delivery.Subject,
                endpoint.Name,
                attempt.StatusCode,
                attempt.Error
            );
        if (verdict.Disable is { } reason && await store.DisableAsync(endpoint.Name, reason, delivery.WebhookId))
            log.LogError(
                "The webhook endpoint {Endpoint} is disabled ({Reason}); once it is well, run: enable {Endpoint}",
                endpoint.Name,
                reason,
                endpoint.Name
            );
        return attempt;
    }
}
