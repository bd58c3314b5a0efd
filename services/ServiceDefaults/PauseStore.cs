using Dapper;
using Npgsql;

namespace Moderation.ServiceDefaults;

/// <summary>The pauses that all copies of the service share.</summary>
public sealed class PauseStore(NpgsqlDataSource database)
{
    public async Task<IReadOnlyList<Pause>> ReadAsync(CancellationToken cancellationToken)
    {
        const string sql = "SELECT station, reason, paused_by AS by, since FROM pauses ORDER BY station";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<Pause>(new CommandDefinition(sql, cancellationToken: cancellationToken))).AsList();
    }

    /// <returns>False when it is paused already, by whoever did that.</returns>
    public static async Task<bool> PauseAsync(NpgsqlTransaction transaction, string station, string reason, string by)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        const string sql = """
            INSERT INTO pauses (station, reason, paused_by, since) VALUES (@station, @reason, @by, clock_timestamp())
            ON CONFLICT (station) DO NOTHING
            """;
        return await transaction.Connection!.ExecuteAsync(
                sql,
                new
                {
                    station,
                    reason,
                    by,
                },
                transaction
            ) > 0;
    }

    /// <returns>False when it is not paused.</returns>
    public static async Task<bool> ResumeAsync(NpgsqlTransaction transaction, string station)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        const string sql = "DELETE FROM pauses WHERE station = @station";
        return await transaction.Connection!.ExecuteAsync(sql, new { station }, transaction) > 0;
    }
}
