using System.Text.Json;
using Dapper;
using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Moderation.Contracts;
using Npgsql;

namespace Moderation.ServiceDefaults;

/// <summary>
/// Publishes due outbox rows in batches and deletes those that the broker confirmed. A row stays locked while it is being
/// published, so copies of a service share the work; a crash between confirm and delete publishes it once more, under the same
/// MessageId.
/// </summary>
internal sealed class OutboxRelay(
    NpgsqlDataSource database,
    Listeners listeners,
    IBusControl bus,
    TopologyCheck topology,
    Pauses pauses,
    ILogger<OutboxRelay> log
) : BackgroundService, IHealthCheck
{
    private const int BatchSize = 500;

    /// <summary>Backstop for a lost notification, and the precision of delays.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    /// <summary>Under load the next messages wait for a few more: a batch costs the same for one as for ten.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(10);

    /// <summary>A broker that blocks publishers confirms nothing; locks are not held longer than this.</summary>
    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How often it is looked whether the broker is still there. Without it a publish would wait for its return, and leave then,
    /// whatever was decided meanwhile.
    /// </summary>
    private static readonly TimeSpan Watch = TimeSpan.FromMilliseconds(100);

    /// <summary>Why the last messages did not leave, or null.</summary>
    private volatile string? _fault;

    /// <summary>Degraded: what the service takes in is kept, and leaves later.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_fault is { } fault ? HealthCheckResult.Degraded(fault) : HealthCheckResult.Healthy());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await topology.Found.WaitAsync(stoppingToken);
        await pauses.Known.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await bus.WaitForHealthStatus(BusHealthStatus.Healthy, stoppingToken);
                await RelayUntilFaultAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                _fault = exception.Message;
                log.LogWarning(
                    "The outbox relay was interrupted ({Reason}); its messages stay and are tried again",
                    exception.Message
                );
                await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken);
            }
        }
    }

    private async Task RelayUntilFaultAsync(CancellationToken stoppingToken)
    {
        await using var listener = await listeners.ListenAsync("outbox", stoppingToken);
        while (true)
        {
            var due = await RelayBatchAsync(stoppingToken);
            if (due < BatchSize)
                await listener.WaitAsync(Poll, stoppingToken);
            if (due is > 1 and < BatchSize)
                await Task.Delay(Linger, stoppingToken);
        }
    }

    /// <returns>How many rows were due.</returns>
    private async Task<int> RelayBatchAsync(CancellationToken stoppingToken)
    {
        const string recalled = "SELECT EXISTS (SELECT FROM recalled_messages)";
        const string drop = """
            WITH dropped AS (
                DELETE FROM outbox WHERE id IN (
                    SELECT o.id FROM outbox o JOIN recalled_messages USING (id) FOR UPDATE OF o SKIP LOCKED)
                RETURNING id
            )
            DELETE FROM recalled_messages r
            WHERE id IN (SELECT id FROM dropped) OR NOT EXISTS (SELECT FROM outbox o WHERE o.id = r.id)
            """;
        const string take = """
            SELECT id, type, body, traceparent FROM outbox
            WHERE not_before <= statement_timestamp()
            ORDER BY not_before, id LIMIT @BatchSize FOR UPDATE SKIP LOCKED
            """;
        const string recalledMeanwhile = "SELECT id FROM recalled_messages WHERE id = ANY(@Ids)";
        await using var connection = await database.OpenConnectionAsync(stoppingToken);
        // Hardly ever; and the outbox, full of dead rows, is long to read.
        if (await connection.ExecuteScalarAsync<bool>(recalled))
            await connection.ExecuteAsync(drop);
        if (pauses.IsPaused(Stations.Relay))
            return 0;
        await using var transaction = await connection.BeginTransactionAsync(stoppingToken);
        var rows = (await connection.QueryAsync<Row>(take, new { BatchSize }, transaction)).AsList();
        // Who recalls a locked row is told that it may have left. So only what was recalled before the lock is held back here.
        var ids = new { Ids = rows.Select(r => r.Id).ToArray() };
        var held = rows.Count == 0 ? [] : (await connection.QueryAsync<Guid>(recalledMeanwhile, ids, transaction)).ToHashSet();
        rows.RemoveAll(row => held.Contains(row.Id));
        if (rows.Count == 0)
        {
            const string tried = "SELECT EXISTS (SELECT FROM outbox WHERE attempts > 0)";
            if (_fault is not null && !await connection.ExecuteScalarAsync<bool>(tried))
                _fault = null;
            return 0;
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        timeout.CancelAfter(PublishTimeout);
        var publishing = Task.WhenAll(rows.Select(row => TryPublishAsync(row, timeout.Token)));
        while (await Task.WhenAny(publishing, Task.Delay(Watch, CancellationToken.None)) != publishing)
        {
            if (bus.CheckHealth().Status != BusHealthStatus.Healthy)
                await timeout.CancelAsync();
        }

        var faults = await publishing;

        await connection.ExecuteAsync(
            "DELETE FROM outbox WHERE id = ANY(@Confirmed)",
            new { Confirmed = rows.Where((_, i) => faults[i] is null).Select(r => r.Id).ToArray() },
            transaction
        );
        var failed = rows.Where((_, i) => faults[i] is not null).Select(r => r.Id).ToArray();
        if (failed.Length > 0)
            await PostponeAsync(transaction, failed);
        await transaction.CommitAsync(CancellationToken.None);
        Counted.Relayed.Add(rows.Count - failed.Length);
        _fault = failed.Length == rows.Count ? faults[0]!.Message : null;
        if (failed.Length > 0)
            log.LogWarning(
                "{Failed} of {Count} messages were not confirmed ({Reason}); they stay and are tried again",
                failed.Length,
                rows.Count,
                faults.First(fault => fault is not null)!.Message
            );
        if (failed.Length == rows.Count)
            throw faults[0]!;
        return rows.Count;
    }

    /// <summary>So that a message that cannot be published does not stand before those that can.</summary>
    private static Task PostponeAsync(NpgsqlTransaction transaction, Guid[] ids) =>
        transaction.Connection!.ExecuteAsync(
            """
            UPDATE outbox SET attempts = attempts + 1, not_before = clock_timestamp() + least(attempts, 30) * interval '1 second'
            WHERE id = ANY(@ids)
            """,
            new { ids },
            transaction
        );

    /// <returns>What went wrong, or null when the broker confirmed it.</returns>
    private async Task<Exception?> TryPublishAsync(Row row, CancellationToken cancellationToken)
    {
        using var activity = Telemetry.Resume("outbox relay", row.Traceparent);
        try
        {
            var type = Topology.MessageOf(row.Type);
            var message = JsonSerializer.Deserialize(row.Body, type, ContractJson.Options)!;
            await bus.Publish(
                message,
                type,
                Pipe.Execute<PublishContext>(context => context.MessageId = row.Id),
                cancellationToken
            );
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private sealed record Row(Guid Id, string Type, string Body, string? Traceparent);
}
