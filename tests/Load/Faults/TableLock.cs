using Dapper;
using Npgsql;

namespace Moderation.Load;

/// <summary>A lock on a table, in a transaction of its own, until it is disposed.</summary>
internal sealed class TableLock : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;

    private TableLock(NpgsqlConnection connection) => _connection = connection;

    /// <param name="database">The table's, as who may change it.</param>
    /// <param name="table">Its name.</param>
    /// <param name="mode">As PostgreSQL names it, such as <c>SHARE</c>.</param>
    public static async Task<TableLock> TakeAsync(NpgsqlDataSource database, string table, string mode)
    {
        var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync($"BEGIN; LOCK TABLE {table} IN {mode} MODE");
        return new TableLock(connection);
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.ExecuteAsync("ROLLBACK");
        await _connection.DisposeAsync();
    }
}
