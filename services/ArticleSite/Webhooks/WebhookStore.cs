using Dapper;
using Npgsql;

namespace Moderation.ArticleSite.Webhooks;

/// <summary>Takes in what webhooks say. Repeats and late arrivals change nothing: only a higher version does.</summary>
public sealed class WebhookStore(NpgsqlDataSource database)
{
    public async Task ShowAsync(ApprovedComment comment, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        // A comment and the reply to it may arrive at once; each must see the other to find its thread.
        await connection.ExecuteAsync(
            new CommandDefinition(
                "SELECT pg_advisory_xact_lock(hashtextextended(@ArticleId, 0))",
                comment,
                transaction,
                cancellationToken: cancellation
            )
        );
        await connection.ExecuteAsync(
            new CommandDefinition(
                """
                INSERT INTO comments (id, article_id, parent_id, thread_id, revision, version, status, name, title, content,
                    edited, submitted_at, decided_at)
                VALUES (@Id, @ArticleId, @ParentId,
                    coalesce((SELECT thread_id FROM comments WHERE id = @ParentId AND article_id = @ArticleId), @ParentId, @Id),
                    @Revision, @Version, 'shown', @Name, @Title, @Content, @Edited, @SubmittedAt, @ApprovedAt)
                ON CONFLICT (id) DO UPDATE SET
                    article_id = excluded.article_id, parent_id = excluded.parent_id, thread_id = excluded.thread_id,
                    revision = excluded.revision, version = excluded.version, status = excluded.status,
                    name = excluded.name, title = excluded.title, content = excluded.content, edited = excluded.edited,
                    submitted_at = excluded.submitted_at, decided_at = excluded.decided_at
                WHERE comments.version < excluded.version
                """,
                comment,
                transaction,
                cancellationToken: cancellation
            )
        );
        // Replies that came before this comment took it for the beginning of their thread.
        await connection.ExecuteAsync(
            new CommandDefinition(
                """
                UPDATE comments AS reply SET thread_id = answered.thread_id
                FROM comments AS answered
                WHERE answered.id = @Id AND answered.thread_id <> @Id AND reply.thread_id = @Id
                    AND reply.article_id = answered.article_id
                """,
                comment,
                transaction,
                cancellationToken: cancellation
            )
        );
        await transaction.CommitAsync(cancellation);
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
                INSERT INTO comments (id, article_id, thread_id, revision, version, status, decided_at)
                VALUES (@Id, @ArticleId, @Id, @Revision, @Version, 'retracted', @RetractedAt)
                ON CONFLICT (id) DO UPDATE SET
                    revision = excluded.revision, version = excluded.version, status = excluded.status,
                    name = NULL, title = NULL, content = NULL, edited = false, submitted_at = NULL,
                    decided_at = excluded.decided_at
                WHERE comments.version < excluded.version
                """,
                comment,
                cancellationToken: cancellation
            )
        );
    }
}
