using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Npgsql;

namespace Moderation.Moderator.Bans;

public sealed class BanStore(NpgsqlDataSource database)
{
    private const string Select = """
        SELECT b.id, b.kind AS by, b.shown AS author, b.effect, b.reason, b.note, b.sections, b.ends_at, m.name AS created_by,
            b.created_at
        FROM bans b JOIN moderators m ON m.id = b.moderator_id
        """;

    internal async Task<Ban> AddAsync(
        BanRequest request,
        Comment comment,
        string key,
        string[]? sections,
        Guid moderatorId,
        CancellationToken cancellationToken
    )
    {
        const string sql = """
            INSERT INTO bans (id, kind, key, shown, effect, reason, note, sections, ends_at, moderator_id)
            VALUES (@Id, @Kind, @key, @Shown, @Effect, @Reason, @Note, @sections, @EndsAt, @moderatorId)
            """;
        var kind = request.ParsedBy!.Value;
        var id = Guid.CreateVersion7();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            sql,
            new
            {
                Id = id,
                Kind = kind.Word(),
                key,
                Shown = kind == BanKind.Phone && comment.MaskedPhone is { } phone ? phone : comment.Text.Name,
                Effect = request.ParsedEffect!.Value.Word(),
                Reason = request.ParsedReason!.Value.Word(),
                Note = request.TrimmedNote,
                sections,
                EndsAt = request.EndsAt,
                moderatorId,
            }
        );
        return await connection.QuerySingleAsync<Ban>(Select + " WHERE b.id = @id", new { id });
    }

    /// <summary>Bans in force, newest first; of a person with sections those that reach into them.</summary>
    internal async Task<IReadOnlyList<Ban>> PageAsync(
        Guid before,
        string[]? sections,
        int limit,
        CancellationToken cancellationToken
    )
    {
        const string page = """
             WHERE b.lifted_at IS NULL AND (b.ends_at IS NULL OR b.ends_at > statement_timestamp()) AND b.id < @before
                AND (@sections::text[] IS NULL OR b.sections IS NULL OR b.sections && @sections)
            ORDER BY b.id DESC LIMIT @limit
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (
            await connection.QueryAsync<Ban>(
                Select + page,
                new
                {
                    before,
                    sections,
                    limit,
                }
            )
        ).AsList();
    }

    /// <returns>Null when there is no such ban in force.</returns>
    internal async Task<Ban?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Ban>(Select + " WHERE b.id = @id AND b.lifted_at IS NULL", new { id });
    }

    internal async Task LiftAsync(Guid id, Guid moderatorId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            "UPDATE bans SET lifted_by = @moderatorId, lifted_at = clock_timestamp() WHERE id = @id AND lifted_at IS NULL",
            new { id, moderatorId }
        );
    }

    /// <summary>The author's comments that wait for a person, oldest first.</summary>
    internal async Task<IReadOnlyList<Guid>> WaitingAsync(
        Guid banId,
        string[]? sections,
        int limit,
        CancellationToken cancellationToken
    )
    {
        const string sql = """
            SELECT DISTINCT c.id FROM bans b JOIN comments c ON
                b.kind = 'phone' AND c.phone_key = b.key OR b.kind = 'device' AND c.device_key = b.key
                OR b.kind = 'address' AND c.address_key = b.key OR b.kind = 'name' AND c.name_key = b.key
            WHERE b.id = @banId AND is_waiting(c.status)
                AND NOT EXISTS (SELECT FROM comments newer WHERE newer.id = c.id AND newer.revision > c.revision
                    AND newer.received_at IS NOT NULL)
                AND (b.sections IS NULL OR c.section = ANY(b.sections))
                    AND (@sections::text[] IS NULL OR c.section = ANY(@sections))
            ORDER BY c.id LIMIT @limit
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (
            await connection.QueryAsync<Guid>(
                sql,
                new
                {
                    banId,
                    sections,
                    limit,
                }
            )
        ).AsList();
    }
}
