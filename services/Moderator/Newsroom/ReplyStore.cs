using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Moderator.Newsroom;

/// <summary>
/// The newsroom's replies: comments that no reader sent and no policy judges, published by the decision of who wrote them, in one
/// transaction with its message.
/// </summary>
internal sealed class ReplyStore(NpgsqlDataSource database, DecisionLog log, NewsroomOptions options)
{
    /// <summary>Whether readers see <c>@Id</c>: it is published, and so is all that it answers under its article.</summary>
    private const string IsShown = """
        WITH RECURSIVE above AS (
            SELECT id, parent_id, article_id FROM comments WHERE id = @Id AND status IN ('approved', 'reported')
            UNION
            SELECT p.id, p.parent_id, p.article_id FROM above a JOIN comments p
                ON p.id = a.parent_id AND p.article_id = a.article_id AND p.status IN ('approved', 'reported')
        )
        SELECT EXISTS (SELECT FROM above WHERE parent_id IS NULL)
        """;

    /// <param name="parentId">The comment that is answered.</param>
    /// <param name="key">What is sent again under it, with the same text, is written once.</param>
    /// <param name="content">Trimmed, checked.</param>
    /// <param name="actor">Who writes it.</param>
    /// <param name="cancellationToken">Until the commit.</param>
    public async Task<ReplyResult> AddAsync(
        Guid parentId,
        Guid key,
        string content,
        Actor actor,
        CancellationToken cancellationToken
    )
    {
        const string take = """
            INSERT INTO newsroom_replies (moderator_id, key, comment_id) VALUES (@ModeratorId, @key, @Id)
            ON CONFLICT DO NOTHING
            """;
        const string write = """
            INSERT INTO comments (id, revision, status, article_id, headline, lead, section, url, parent_id, name, title, content,
                submitted_at, received_at, badge)
            VALUES (@Id, 1, 'awaitingScores', @ArticleId, @Headline, @Lead, @Section, @Url, @ParentId, @Name, '', @content,
                clock_timestamp(), clock_timestamp(), @Badge)
            RETURNING *
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var id = Guid.CreateVersion7();
        if (await connection.ExecuteAsync(take, new { ModeratorId = actor.Id, key, Id = id }, transaction) == 0)
            return await BeforeAsync(transaction, parentId, key, content, actor);
        if (!(await LockedComments.LockAsync(transaction, [parentId])).TryGetValue(parentId, out var parent))
            return new ReplyResult.Refused(new DecisionResult.NotFound());
        if (!actor.Sections.Includes(parent.Section))
            return new ReplyResult.Refused(new DecisionResult.OtherSection());
        if (!await connection.ExecuteScalarAsync<bool>(IsShown, new { Id = parentId }, transaction))
            return new ReplyResult.ParentNotPublished();
        var reply = await connection.QuerySingleAsync<Comment>(
            write,
            new
            {
                Id = id,
                parent.ArticleId,
                parent.Headline,
                parent.Lead,
                parent.Section,
                parent.Url,
                ParentId = parent.Id,
                options.Name,
                content,
                Badge = Badge.Newsroom.Word(),
            },
            transaction
        );
        await SearchableTexts.AddAsync(transaction, [new SearchableText(id, 1, options.Name, "", content, MaskedPhone: null)]);
        var decision = await PublishAsync(transaction, new(reply, Outcome.Approve, CommentStatus.Pending, CommentStatus.Approved)
        {
            ModeratorId = actor.Id,
        });
        await transaction.CommitAsync(CancellationToken.None);
        return new ReplyResult.Written(id, decision);
    }

    /// <summary>
    /// Publishes another text of a reply that stands: one more decision, whose message takes the place of the last.
    /// </summary>
    /// <param name="id">The reply.</param>
    /// <param name="seen">The decision that published what the person changed.</param>
    /// <param name="content">Trimmed, checked.</param>
    /// <param name="actor">Who changes it.</param>
    /// <param name="cancellationToken">Until the commit.</param>
    public async Task<ReplyResult> ChangeAsync(
        Guid id,
        Guid seen,
        string content,
        Actor actor,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var comment = (await LockedComments.LockAsync(transaction, [id])).GetValueOrDefault(id);
        var latest = comment is null ? null : (await HistoryStore.LatestOfAsync(transaction, [id]))[id];
        if (RefusalOf(comment, latest, seen, content, actor) is { } refusal)
            return new ReplyResult.Refused(refusal);
        await Outbox.RecallAsync(transaction, seen);
        var decision = await PublishAsync(transaction, new(comment!, Outcome.Approve, latest!.Origin, CommentStatus.Approved)
        {
            ModeratorId = actor.Id,
            Edit = new EditedText(comment!.Text.Title, content),
        });
        await transaction.CommitAsync(CancellationToken.None);
        return new ReplyResult.Written(id, decision);
    }

    private static DecisionResult? RefusalOf(Comment? comment, Decision? latest, Guid seen, string content, Actor actor)
    {
        if (comment is not { Badge: Badge.Newsroom })
            return new DecisionResult.NotFound();
        if (!actor.Sections.Includes(comment.Section))
            return new DecisionResult.OtherSection();
        if (comment.Status == CommentStatus.Withdrawn)
            return new DecisionResult.Withdrawn();
        if (comment.Status != CommentStatus.Approved || latest!.Id != seen)
            return new DecisionResult.Decided(latest);
        return content.ReplaceLineEndings() == (latest.Edit?.Content ?? comment.Text.Content).ReplaceLineEndings()
            ? new DecisionResult.EditChangesNothing()
            : null;
    }

    /// <summary>The key was taken, at this moment or before: by the same reply, or by another.</summary>
    private static async Task<ReplyResult> BeforeAsync(
        NpgsqlTransaction transaction,
        Guid parentId,
        Guid key,
        string content,
        Actor actor
    )
    {
        const string find = """
            SELECT c.* FROM newsroom_replies r JOIN comments c ON c.id = r.comment_id
            WHERE r.moderator_id = @ModeratorId AND r.key = @key
            """;
        var reply = await transaction.Connection!.QuerySingleAsync<Comment>(
            find,
            new { ModeratorId = actor.Id, key },
            transaction
        );
        if (reply.ParentId != parentId || reply.Text.Content != content)
            return new ReplyResult.KeyReused();
        var latest = (await HistoryStore.LatestOfAsync(transaction, [reply.Id]))[reply.Id];
        return new ReplyResult.Written(reply.Id, latest);
    }

    private async Task<Decision> PublishAsync(NpgsqlTransaction transaction, NewDecision decision) =>
        (await log.AddAsync(transaction, [decision]))[0];
}
