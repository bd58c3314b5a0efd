using System.Diagnostics.Metrics;
using Dapper;
using Npgsql;

namespace Moderation.ServiceDefaults;

/// <summary>
/// How the outbox stands, and what an outbox dies of: dead rows that a long transaction keeps from being cleared away.
/// </summary>
internal sealed class OutboxReadings(NpgsqlDataSource database, IMeterFactory meters, TimeProvider time) : Readings(time)
{
    private readonly Gauge _messages = new(meters, time, "moderation.outbox.messages", "{message}", "Messages in the outbox.");

    private readonly Gauge _lag = new(
        meters,
        time,
        "moderation.outbox.lag",
        "s",
        "How long the oldest message that should have left has waited."
    );

    private readonly Gauge _dead = new(
        meters,
        time,
        "moderation.outbox.dead_rows",
        "{row}",
        "Rows of the outbox that are deleted and not yet cleared away."
    );

    private readonly Gauge _transaction = new(
        meters,
        time,
        "moderation.database.oldest_transaction",
        "s",
        "How long the oldest open transaction of the service's database has lasted, of those that its role may see."
    );

    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        const string sql = $"""
            SELECT (SELECT count(*) FROM outbox)::float8,
                coalesce(extract(epoch FROM statement_timestamp() - w.oldest), 0)::float8,
                coalesce((SELECT n_dead_tup FROM pg_stat_user_tables WHERE relid = 'outbox'::regclass), 0)::float8,
                coalesce((SELECT extract(epoch FROM max(statement_timestamp() - xact_start)) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()), 0)::float8
            FROM ({OutboxBacklog.Waiting}) w
            """;
        await using var connection = await database.OpenConnectionAsync(stoppingToken);
        var (messages, lag, dead, transaction) = await connection.QuerySingleAsync<(double, double, double, double)>(
            new CommandDefinition(sql, cancellationToken: stoppingToken)
        );
        _messages.Read(messages);
        _lag.Read(lag);
        _dead.Read(dead);
        _transaction.Read(transaction);
    }
}
