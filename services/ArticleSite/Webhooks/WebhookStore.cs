using Dapper;
using Npgsql;

namespace Moderation.ArticleSite.Webhooks;

/// <summary>Takes in what webhooks say. Repeats and late arrivals change nothing: only a higher version does.</summary>
public sealed class WebhookStore(NpgsqlDataSource database)
{
    public async Task ShowAsync(ApprovedComment comment, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(
            new CommandDefinition(
                """
                INSERT INTO comments (id, article_id, parent_id, revision, version, status, name, title, content, edited,
                    featured, badge, submitted_at, decided_at)
                VALUES (@Id, @ArticleId, @ParentId, @Revision, @Version, 'shown', @Name, @Title, @Content, @Edited,
                    @Featured, @Badge, @SubmittedAt, @ApprovedAt)
                ON CONFLICT (id) DO UPDATE SET
                    article_id = excluded.article_id, parent_id = excluded.parent_id, revision = excluded.revision,
                    version = excluded.version, status = excluded.status,
                    name = excluded.name, title = excluded.title, content = excluded.content, edited = excluded.edited,
                    featured = excluded.featured, badge = excluded.badge,
                    submitted_at = excluded.submitted_at, decided_at = excluded.decided_at
                WHERE comments.version < excluded.version
                """,
                comment,
                cancellationToken: cancellation
            )
        );
    }

    /// <summary>
    /// Removes the text. A comment that was never seen leaves its version, so that its late approval is not shown.
    /// </summary>
    public async Task RetractAsync(RetractedComment comment, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(
            new CommandDefinition(
                """
                INSERT INTO comments (id, article_id, revision, version, status, decided_at)
                VALUES (@Id, @ArticleId, @Revision, @Version, 'retracted', @RetractedAt)
                ON CONFLICT (id) DO UPDATE SET
                    revision = excluded.revision, version = excluded.version, status = excluded.status,
                    name = NULL, title = NULL, content = NULL, edited = false, featured = false, badge = NULL,
                    submitted_at = NULL,
                    decided_at = excluded.decided_at
                WHERE comments.version < excluded.version
                """,
                comment,
                cancellationToken: cancellation
            )
        );
    }
}
