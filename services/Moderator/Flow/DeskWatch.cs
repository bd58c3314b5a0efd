using Dapper;
using Npgsql;

namespace Moderation.Moderator.Flow;

/// <summary>Who is at work.</summary>
internal sealed class DeskWatch(NpgsqlDataSource database, FlowOptions options)
{
    private volatile DeskReading _reading = new(null);

    public DeskReading Reading => _reading;

    public async Task AskAsync(CancellationToken stoppingToken)
    {
        const string sql = """
            SELECT count(DISTINCT moderator_id)::int FROM consoles WHERE seen_at > statement_timestamp() - interval '15 seconds'
            """;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        patience.CancelAfter(options.Patience);
        try
        {
            await using var connection = await database.OpenConnectionAsync(patience.Token);
            _reading = new(
                await connection.ExecuteScalarAsync<int>(new CommandDefinition(sql, cancellationToken: patience.Token))
            );
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException)
        {
            stoppingToken.ThrowIfCancellationRequested();
            _reading = new(null);
        }
    }
}
