using Dapper;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Publisher.Webhooks;

/// <summary>One delivery as operators see it: no text of the comment is part of it.</summary>
/// <param name="Id">The <c>webhook-id</c>.</param>
/// <param name="CommentId">The comment; null when it tells of an article.</param>
/// <param name="ArticleId">The article; null when it tells of a comment.</param>
/// <param name="Version">The decision that it tells of, or the article's state, counted for each.</param>
/// <param name="Type">What it says, of <see cref="WebhookEvents"/>.</param>
/// <param name="Status"><c>waiting</c>, <c>delivered</c>, <c>given_up</c> or <c>superseded</c>.</param>
/// <param name="Attempts">How often it was tried since its schedule began.</param>
/// <param name="StartedAt">When its schedule began.</param>
/// <param name="DueAt">When it is tried next, if it waits; else when it was finished.</param>
/// <param name="LastAt">When it was tried last, if ever.</param>
/// <param name="StatusCode">What the endpoint answered then.</param>
/// <param name="Error">What prevented an answer, see <see cref="Attempt.Error"/>.</param>
/// <param name="Milliseconds">How long that took.</param>
public sealed record LoggedDelivery(
    Guid Id,
    Guid? CommentId,
    string? ArticleId,
    int Version,
    string Type,
    string Status,
    int Attempts,
    DateTimeOffset StartedAt,
    DateTimeOffset DueAt,
    DateTimeOffset? LastAt,
    int? StatusCode,
    string? Error,
    int? Milliseconds
);

/// <summary>A page of deliveries to one endpoint, those whose schedule began last first.</summary>
/// <param name="Items">At most 50.</param>
/// <param name="Next">The cursor of the next page, or null on the last.</param>
public sealed record DeliveryPage(IReadOnlyList<LoggedDelivery> Items, string? Next);

/// <summary>Deliveries with how their last attempt went.</summary>
internal sealed class DeliveryLog(NpgsqlDataSource database)
{
    private const int Shown = 50;

    /// <param name="endpoint">To whom.</param>
    /// <param name="status">Null is all.</param>
    /// <param name="before">Where the page before ended.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public async Task<DeliveryPage> PageAsync(string endpoint, string? status, Cursor before, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT d.webhook_id AS id, d.comment_id, d.article_id, d.version, d.type, d.status, d.attempts, d.started_at,
                d.due_at, a.at AS last_at, a.status_code, a.error, (extract(epoch FROM a.duration) * 1000)::int AS milliseconds
            FROM deliveries d LEFT JOIN LATERAL (
                SELECT * FROM attempts a WHERE a.webhook_id = d.webhook_id AND a.endpoint = d.endpoint ORDER BY a.at DESC LIMIT 1
            ) a ON true
            WHERE d.endpoint = @endpoint AND (@status::text IS NULL OR d.status = @status)
              AND (d.started_at, d.webhook_id) < (@Moment, @Id)
            ORDER BY d.started_at DESC, d.webhook_id DESC LIMIT @Shown + 1
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = (
            await connection.QueryAsync<LoggedDelivery>(
                new CommandDefinition(
                    sql,
                    new
                    {
                        endpoint,
                        status,
                        before.Moment,
                        before.Id,
                        Shown,
                    },
                    cancellationToken: cancellationToken
                )
            )
        ).AsList();
        var last = found.Count > Shown ? found[Shown - 1] : null;
        return new DeliveryPage([.. found.Take(Shown)], last is null ? null : new Cursor(last.StartedAt, last.Id).ToString());
    }
}
