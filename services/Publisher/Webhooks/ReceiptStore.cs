using Dapper;
using Npgsql;

namespace Moderation.Publisher.Webhooks;

/// <summary>What is left of a comment that was taken back.</summary>
/// <param name="CommentId">The comment.</param>
/// <param name="IsPublished">It is still shown here.</param>
/// <param name="Waiting">The receivers of webhooks that were told of it and have not taken in that it is gone.</param>
public sealed record Receipt(Guid CommentId, bool IsPublished, IReadOnlyList<string> Waiting);

/// <summary>Knows who has taken in that comments are gone. Deliveries that are old enough are forgotten.</summary>
public sealed class ReceiptStore(NpgsqlDataSource database)
{
    /// <returns>Of each comment that is still here, or on its way out.</returns>
    public async Task<IReadOnlyList<Receipt>> FindAsync(Guid[] commentIds, CancellationToken cancellationToken)
    {
        const string published = """
            SELECT comment_id FROM publications WHERE comment_id = ANY(@commentIds) AND status = 'published'
            """;
        const string waiting = """
            SELECT comment_id, endpoint FROM (
                SELECT DISTINCT ON (d.comment_id, d.endpoint) d.comment_id, d.endpoint, d.type, d.status
                FROM deliveries d JOIN endpoints e ON e.name = d.endpoint
                WHERE d.comment_id = ANY(@commentIds) AND e.disabled_reason IS DISTINCT FROM 'not-configured'
                ORDER BY d.comment_id, d.endpoint, d.version DESC, d.started_at DESC) newest
            WHERE type <> 'comment.retracted' OR status <> 'delivered'
            ORDER BY endpoint
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var shown = (
            await connection.QueryAsync<Guid>(
                new CommandDefinition(published, new { commentIds }, cancellationToken: cancellationToken)
            )
        ).ToHashSet();
        var told = (
            await connection.QueryAsync<(Guid Comment, string Endpoint)>(
                new CommandDefinition(waiting, new { commentIds }, cancellationToken: cancellationToken)
            )
        ).ToLookup(one => one.Comment, one => one.Endpoint);
        return
        [
            .. commentIds
                .Where(id => shown.Contains(id) || told.Contains(id))
                .Select(id => new Receipt(id, shown.Contains(id), [.. told[id]])),
        ];
    }
}
