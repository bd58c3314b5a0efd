using System.Diagnostics;
using System.Text.Json;
using Dapper;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Contracts;
using Npgsql;

namespace Moderation.ServiceDefaults;

/// <summary>A message that leaves once the transaction that wrote it has committed.</summary>
/// <param name="Id">The MessageId on the bus, the same on every attempt.</param>
/// <param name="Type">Name of the message type.</param>
/// <param name="Body">The message in JSON.</param>
/// <param name="Traceparent">The trace that it belongs to (W3C), if any.</param>
/// <param name="Delay">How long it waits, and can be recalled.</param>
public sealed record OutboxMessage(Guid Id, string Type, string Body, string? Traceparent, TimeSpan Delay)
{
    public static OutboxMessage Of<TMessage>(TMessage message, TimeSpan delay = default)
        where TMessage : class =>
        new(
            Guid.CreateVersion7(),
            typeof(TMessage).Name,
            JsonSerializer.Serialize(message, ContractJson.Options),
            Activity.Current?.Id,
            delay
        );
}

/// <summary>
/// Messages written in the same transaction as the rows that they tell of, so that neither is without the other.
/// <see cref="OutboxRelay"/> publishes them and deletes each row once the broker has confirmed it: at least once, never lost.
/// </summary>
public static class Outbox
{
    /// <summary>Adds the table and the relay. After <c>AddDatabase</c> and <c>AddBus</c>.</summary>
    public static void AddOutbox(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddOutboxTable();
        builder.Services.AddSingleton<OutboxRelay>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<OutboxRelay>());
        builder.Services.AddHealthChecks().AddCheck<OutboxRelay>("outbox");
        builder.Services.AddSingleton<IBacklogs, OutboxBacklog>();
        builder.Services.AddHostedService<OutboxReadings>();
    }

    /// <summary>Adds the table alone, for a verb that writes messages which the service then sends.</summary>
    public static void AddOutboxTable(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(new MigrationScripts(typeof(Outbox).Assembly, ".Outbox.Migrations."));
    }

    /// <summary>Writes the messages in the caller's transaction, in one statement.</summary>
    public static Task AddAsync(NpgsqlTransaction transaction, IReadOnlyCollection<OutboxMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(messages);
        const string sql = """
            INSERT INTO outbox (id, type, body, traceparent, not_before)
            SELECT id, type, body, traceparent, clock_timestamp() + delay
            FROM unnest(@Ids, @Types, @Bodies, @Traceparents, @Delays) AS m (id, type, body, traceparent, delay);
            NOTIFY outbox;
            """;
        return messages.Count == 0
            ? Task.CompletedTask
            : transaction.Connection!.ExecuteAsync(
                sql,
                new
                {
                    Ids = messages.Select(m => m.Id).ToArray(),
                    Types = messages.Select(m => m.Type).ToArray(),
                    Bodies = messages.Select(m => m.Body).ToArray(),
                    Traceparents = messages.Select(m => m.Traceparent).ToArray(),
                    Delays = messages.Select(m => m.Delay).ToArray(),
                },
                transaction
            );
    }

    /// <summary>
    /// Takes a message back: it does not leave any more, also if it is due or was tried in vain. False when the broker may have
    /// it all the same, although its confirm was never recorded. The caller then has to publish its opposite.
    /// </summary>
    public static async Task<bool> RecallAsync(NpgsqlTransaction transaction, Guid id) =>
        (await RecallAsync(transaction, [id])).Contains(id);

    /// <inheritdoc cref="RecallAsync(NpgsqlTransaction, Guid)"/>
    /// <returns>Those that have certainly never left.</returns>
    public static async Task<IReadOnlySet<Guid>> RecallAsync(NpgsqlTransaction transaction, Guid[] ids)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        // What the relay has in hand cannot be deleted; the relay itself drops it, if it does not leave at this moment.
        const string sql = """
            WITH waiting AS (
                SELECT id, attempts = 0 AND not_before > statement_timestamp() AS unsent
                FROM outbox WHERE id = ANY(@ids) FOR UPDATE SKIP LOCKED
            ), taken AS (
                DELETE FROM outbox USING waiting WHERE outbox.id = waiting.id
            ), leaving AS (
                INSERT INTO recalled_messages
                SELECT id FROM outbox WHERE id = ANY(@ids) AND id NOT IN (SELECT id FROM waiting) ON CONFLICT DO NOTHING
            )
            SELECT id FROM waiting WHERE unsent
            """;
        return (await transaction.Connection!.QueryAsync<Guid>(sql, new { ids }, transaction)).ToHashSet();
    }
}
