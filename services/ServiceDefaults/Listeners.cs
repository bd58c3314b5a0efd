using Dapper;
using Npgsql;

namespace Moderation.ServiceDefaults;

/// <summary>
/// Connections that hear notifications, each of its own and closed for good at the end. One that went back among those that
/// others get would go on hearing: Npgsql, when it asks it which of several servers it reached, waits for an answer that lies
/// behind what was heard, and whoever writes next waits with it.
/// </summary>
public sealed class Listeners : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;

    internal Listeners(DatabaseAddress address, string service) =>
        _source = Database.Open(
            new NpgsqlConnectionStringBuilder(address.ConnectionString) { Pooling = false }.ConnectionString,
            $"{service} listeners"
        );

    /// <param name="channel">Its name in SQL.</param>
    /// <param name="cancellationToken">Ends the trying.</param>
    /// <returns>Hears from now on; the caller disposes it.</returns>
    public async Task<NpgsqlConnection> ListenAsync(string channel, CancellationToken cancellationToken)
    {
        var connection = await _source.OpenConnectionAsync(cancellationToken);
        try
        {
            await connection.ExecuteAsync($"LISTEN {channel}");
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
