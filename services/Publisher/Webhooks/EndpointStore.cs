using Dapper;
using Npgsql;

namespace Moderation.Publisher.Webhooks;

/// <summary>An endpoint that was made on the console, as it is kept: its secrets are ids of which they are derived.</summary>
public sealed record MadeEndpoint
{
    public required string Name { get; init; }

    public required string Url { get; init; }

    public required Guid SecretId { get; init; }

    /// <summary>The one before, while it is good beside it.</summary>
    public Guid? PreviousSecretId { get; init; }

    public required string Format { get; init; }
}

/// <summary>The endpoints that are made on the console.</summary>
public sealed class EndpointStore(NpgsqlDataSource database)
{
    public async Task<IReadOnlyList<MadeEndpoint>> ReadAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT name, url, secret_id, CASE WHEN previous_until > statement_timestamp() THEN previous_secret_id END
                AS previous_secret_id, format
            FROM endpoints WHERE secret_id IS NOT NULL
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (
            await connection.QueryAsync<MadeEndpoint>(new CommandDefinition(sql, cancellationToken: cancellationToken))
        ).AsList();
    }

    /// <summary>In the place of one of that name that left the configuration, if there is one.</summary>
    /// <returns>The id of its secret; null when there is another of that name.</returns>
    public async Task<Guid?> AddAsync(string name, Uri url, IReadOnlyList<string> events, string format)
    {
        const string sql = """
            INSERT INTO endpoints AS e (name, url, status, events, format, secret_id)
            VALUES (@name, @url, 'active', @events, @format, @secretId)
            ON CONFLICT (name) DO UPDATE SET url = excluded.url, status = 'active', disabled_reason = NULL, disabled_at = NULL,
                events = excluded.events, format = excluded.format, secret_id = excluded.secret_id, accepted_at = NULL
            WHERE e.disabled_reason = 'not-configured'
            """;
        var row = new
        {
            name,
            url = url.ToString(),
            events = events.ToArray(),
            format,
            secretId = Guid.CreateVersion7(),
        };
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteAsync(sql, row) == 1 ? row.secretId : null;
    }

    /// <summary>A new address is a new beginning, also for what waits.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="url">Null leaves it as it is.</param>
    /// <param name="events">What it is told of from now on.</param>
    /// <param name="format">How that is written.</param>
    /// <returns>False when none was made by that name.</returns>
    public async Task<bool> ChangeAsync(string name, Uri? url, IReadOnlyList<string> events, string format)
    {
        const string sql = """
            WITH changed AS (
                UPDATE endpoints SET url = coalesce(@url, url), events = @events, format = @format
                WHERE name = @name AND secret_id IS NOT NULL RETURNING name
            ), begun AS (
                UPDATE deliveries d SET attempts = 0, started_at = clock_timestamp(), due_at = clock_timestamp()
                FROM changed WHERE d.endpoint = changed.name AND d.status = 'waiting' AND @url::text IS NOT NULL
            )
            SELECT pg_notify('deliveries', '') FROM changed
            """;
        var row = new
        {
            name,
            url = url?.ToString(),
            events = events.ToArray(),
            format,
        };
        await using var connection = await database.OpenConnectionAsync();
        return (await connection.QueryAsync(sql, row)).Any();
    }

    /// <summary>The one before the last ends at once.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="overlap">How long the last is good beside the new one.</param>
    /// <returns>The id of the new secret, and until when the last is good; null when none was made by that name.</returns>
    public async Task<(Guid SecretId, DateTimeOffset PreviousUntil)?> RotateAsync(string name, TimeSpan overlap)
    {
        const string sql = """
            UPDATE endpoints SET previous_secret_id = secret_id, previous_until = clock_timestamp() + @overlap,
                secret_id = @secretId
            WHERE name = @name AND secret_id IS NOT NULL RETURNING secret_id, previous_until
            """;
        var row = new
        {
            name,
            overlap,
            secretId = Guid.CreateVersion7(),
        };
        await using var connection = await database.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<(Guid, DateTimeOffset)?>(sql, row);
    }

    /// <returns>False when none was made by that name, or it has one secret only.</returns>
    public async Task<bool> EndPreviousAsync(string name)
    {
        const string sql = """
            UPDATE endpoints SET previous_secret_id = NULL, previous_until = NULL
            WHERE name = @name AND secret_id IS NOT NULL AND previous_until > statement_timestamp()
            """;
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteAsync(sql, new { name }) == 1;
    }

    /// <summary>What it misses follows when it is enabled.</summary>
    /// <returns>False when no active endpoint has that name.</returns>
    public async Task<bool> DisableAsync(string name)
    {
        const string sql = """
            UPDATE endpoints SET status = 'disabled', disabled_reason = 'by-hand', disabled_at = clock_timestamp()
            WHERE name = @name AND status = 'active'
            """;
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteAsync(sql, new { name }) == 1;
    }
}
