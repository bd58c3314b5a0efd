using Dapper;
using Npgsql;

namespace Moderation.Moderator.People;

/// <summary>One of a person's own sessions.</summary>
/// <param name="Id">To end it by.</param>
/// <param name="Device">Browser and system, such as <c>Firefox · Windows</c>; empty when the browser did not tell.</param>
/// <param name="StartedAt">When the person signed in.</param>
/// <param name="SeenAt">The last request, to the minute.</param>
/// <param name="IsThisOne">Whether the question came from it.</param>
public sealed record OwnSession(Guid Id, string Device, DateTimeOffset StartedAt, DateTimeOffset SeenAt, bool IsThisOne);

/// <summary>
/// Sessions are rows. One is over when its row is gone (signing out), when the account's stamp is another one (new password,
/// role, sections, link, second factor), when the account is disabled, and after 12 hours without a request.
/// </summary>
public sealed class SessionStore(NpgsqlDataSource database)
{
    /// <summary>The same as in the view <c>current_sessions</c>.</summary>
    internal static readonly TimeSpan Idle = TimeSpan.FromHours(12);

    /// <summary>Begins one and forgets those of the person that have ended.</summary>
    internal async Task<Guid> StartAsync(Account account, string device, CancellationToken cancellationToken)
    {
        const string sql = """
            DELETE FROM sessions WHERE moderator_id = @ModeratorId
                AND id NOT IN (SELECT id FROM current_sessions WHERE moderator_id = @ModeratorId);
            INSERT INTO sessions (id, moderator_id, security_stamp, device, started_at, seen_at)
                VALUES (@Id, @ModeratorId, @SecurityStamp, @device, clock_timestamp(), clock_timestamp());
            """;
        var id = Guid.CreateVersion7();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            sql,
            new
            {
                Id = id,
                ModeratorId = account.Id,
                account.SecurityStamp,
                device,
            }
        );
        return id;
    }

    /// <summary>One statement by primary keys for each request, which writes once a minute.</summary>
    internal async Task<bool> IsCurrentAsync(Guid id, Guid moderatorId, CancellationToken cancellationToken)
    {
        const string sql = """
            WITH seen AS (
                UPDATE sessions SET seen_at = clock_timestamp()
                WHERE id = @id AND seen_at BETWEEN statement_timestamp() - @Idle AND statement_timestamp() - interval '1 minute')
            SELECT EXISTS (SELECT FROM current_sessions WHERE id = @id AND moderator_id = @moderatorId)
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(
            sql,
            new
            {
                id,
                moderatorId,
                Idle,
            }
        );
    }

    /// <param name="moderatorId">Whose.</param>
    /// <param name="current">The one that asks.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>Those that have not ended, the last used first.</returns>
    internal async Task<IReadOnlyList<OwnSession>> OfAsync(Guid moderatorId, Guid current, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT id, device, started_at, seen_at, id = @current AS is_this_one FROM current_sessions
            WHERE moderator_id = @moderatorId ORDER BY seen_at DESC, id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<OwnSession>(sql, new { moderatorId, current })).AsList();
    }

    /// <returns>False when the person has no such session.</returns>
    internal async Task<bool> EndAsync(Guid id, Guid moderatorId)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteAsync(
                "DELETE FROM sessions WHERE id = @id AND moderator_id = @moderatorId",
                new { id, moderatorId }
            ) == 1;
    }

    internal async Task EndAllAsync(Guid moderatorId)
    {
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync("DELETE FROM sessions WHERE moderator_id = @moderatorId", new { moderatorId });
    }
}
