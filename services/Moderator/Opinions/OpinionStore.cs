using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Moderation.Moderator.People;
using Npgsql;

namespace Moderation.Moderator.Opinions;

/// <summary>Hands out comments that wait for an opinion, and takes opinions in.</summary>
internal sealed class OpinionStore(NpgsqlDataSource database, CommentStore comments, DecisionStore decisions)
{
    /// <summary>Whoever has had a comment before the eyes for longer gives it to the next.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>
    /// What a person may be asked: golden ones that were drawn for them, and of the others in their sections those that they have
    /// decided nothing on and nobody else has before the eyes.
    /// </summary>
    private const string ForReader = $"""
        o.status = 'waiting' AND CASE WHEN o.kind = 'golden'
            THEN o.reader_id = @Id AND EXISTS (SELECT FROM golden_comments g
                WHERE g.id = o.golden_id AND g.withdrawn_at IS NULL)
            ELSE (o.reader_id IS NULL OR o.reader_id = @Id OR o.taken_until < statement_timestamp())
                AND NOT EXISTS (SELECT FROM decisions own WHERE own.comment_id = o.comment_id AND own.moderator_id = @Id)
                AND {Opinion.Stands} END
            AND (@Sections::text[] IS NULL OR o.section = ANY(@Sections))
        """;

    /// <returns>How many comments wait for the person.</returns>
    public async Task<int> WaitingAsync(Actor actor, CancellationToken cancellationToken)
    {
        const string sql = $"SELECT count(*)::int FROM opinions o WHERE {ForReader}";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(sql, new { actor.Id, actor.Sections });
    }

    /// <summary>The comment that the person has before the eyes, or else the one that waits longest.</summary>
    /// <returns>Null when none waits for the person.</returns>
    public async Task<AskedOpinion?> NextAsync(Actor actor, CancellationToken cancellationToken)
    {
        const string sql = $"""
            WITH next AS (
                SELECT o.id FROM opinions o WHERE {ForReader}
                ORDER BY (o.reader_id = @Id AND o.taken_until >= statement_timestamp()) IS TRUE DESC, o.made_at, o.id
                LIMIT 1 FOR UPDATE OF o SKIP LOCKED)
            UPDATE opinions o SET reader_id = @Id, taken_until = clock_timestamp() + @Patience FROM next WHERE o.id = next.id
            RETURNING o.*
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var reader = new
        {
            actor.Id,
            actor.Sections,
            Patience,
        };
        return await connection.QuerySingleOrDefaultAsync<Opinion>(sql, reader) is { } opinion
            ? await ShownAsync(connection, opinion, actor, cancellationToken)
            : null;
    }

    /// <summary>
    /// Holds a comment for somebody else's opinion, which decides it; in the log it is one more decision. What the person would
    /// have said is told to nobody before.
    /// </summary>
    /// <param name="order">To hold it.</param>
    /// <param name="outcome">What the person would have said; null is nothing.</param>
    /// <param name="reason">Of a rejection.</param>
    public async Task<DecisionResult> AskAsync(DecisionOrder order, Outcome? outcome, RejectReason? reason)
    {
        const string sql = """
            DELETE FROM opinions WHERE comment_id = @CommentId AND kind = 'asked' AND status = 'waiting';
            INSERT INTO opinions (kind, comment_id, revision, section, decision_id, first_by, first_outcome, first_reason)
            SELECT 'asked', c.id, c.revision, c.section, @DecisionId, @ModeratorId, @Outcome, @Reason
            FROM comments c WHERE c.id = @CommentId AND c.revision = @Revision
            """;
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var result = (await decisions.DecideAsync(transaction, [order]))[0];
        if (result is not DecisionResult.Done done)
            return result;
        await connection.ExecuteAsync(
            sql,
            new
            {
                order.CommentId,
                order.Revision,
                order.ModeratorId,
                DecisionId = done.Decision.Id,
                Outcome = outcome?.Word(),
                Reason = reason?.Word(),
            },
            transaction
        );
        await transaction.CommitAsync();
        return result;
    }

    /// <summary>
    /// Writes down what a person says; of a comment that was handed over it decides, of others it changes nothing.
    /// </summary>
    public async Task<OpinionResult> GiveAsync(Guid id, Outcome outcome, RejectReason? reason, Actor actor)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var (opinion, comment, stands) = await LockedOpinions.LockAsync(transaction, id);
        if (opinion is null || (opinion.Kind == OpinionKind.Golden && opinion.ReaderId != actor.Id))
            return new OpinionResult.NotFound();
        if (!actor.Sections.Includes(comment?.Section ?? opinion.Section))
            return new OpinionResult.OtherSection();
        if (opinion.FirstBy == actor.Id)
            return new OpinionResult.Own();
        if (opinion.Status != OpinionStatus.Waiting || opinion.ReaderId != actor.Id)
            return new OpinionResult.Taken();
        if (!stands)
            return new OpinionResult.Gone();

        var decisionId = opinion.DecisionId;
        if (opinion.Kind == OpinionKind.Asked)
        {
            var decided = await DecideAsync(transaction, comment!, outcome, reason, actor);
            if (decided is not DecisionResult.Done done)
                return new OpinionResult.Refused(decided);
            decisionId = done.Decision.Id;
        }
        var golden = opinion.GoldenId is null ? null : await AnswerAsync(transaction, opinion, outcome);
        var isAlike = golden?.IsRight ?? opinion.IsLike(outcome, reason);
        const string sql = """
            UPDATE opinions SET status = @Status, outcome = @Outcome, reason = @Reason, decision_id = @decisionId,
                given_at = clock_timestamp(), taken_until = NULL WHERE id = @id
            """;
        await connection.ExecuteAsync(
            sql,
            new
            {
                id,
                decisionId,
                Status = (isAlike ? OpinionStatus.Agreed : OpinionStatus.Disagreed).Word(),
                Outcome = outcome.Word(),
                Reason = reason?.Word(),
            },
            transaction
        );
        await transaction.CommitAsync();
        return new OpinionResult.Given(golden);
    }

    private async Task<DecisionResult> DecideAsync(
        NpgsqlTransaction transaction,
        Comment comment,
        Outcome outcome,
        RejectReason? reason,
        Actor actor
    )
    {
        var order = new DecisionOrder
        {
            CommentId = comment.Id,
            Revision = comment.Revision,
            Outcome = outcome,
            Reason = reason,
            ModeratorId = actor.Id!.Value,
            Role = actor.Role,
            Sections = actor.Sections,
        };
        return (await decisions.DecideAsync(transaction, [order]))[0];
    }

    private static async Task<GoldenAnswer> AnswerAsync(NpgsqlTransaction transaction, Opinion opinion, Outcome outcome)
    {
        const string sql = "SELECT outcome, reason, why FROM golden_comments WHERE id = @GoldenId";
        var (right, reason, why) = await transaction.Connection!.QuerySingleAsync<(string, string?, string)>(
            sql,
            opinion,
            transaction
        );
        var known = EnumWords.Named<Outcome>(right)!.Value;
        return new GoldenAnswer(known == outcome, known, EnumWords.Named<RejectReason>(reason), why);
    }

    private async Task<AskedOpinion> ShownAsync(
        NpgsqlConnection connection,
        Opinion opinion,
        Actor actor,
        CancellationToken cancellationToken
    )
    {
        const string sql = "SELECT comment_id, headline, name, title, content FROM golden_comments WHERE id = @GoldenId";
        var commentId = opinion.CommentId;
        if (opinion.GoldenId is not null)
        {
            var typed = await connection.QuerySingleAsync<TypedComment>(sql, opinion);
            if (typed.Content is not null)
                return new AskedOpinion(opinion.Id, opinion.Section, typed.Headline, typed.Text, Parent: null);
            commentId = typed.CommentId;
        }
        var comment = (await comments.FindAsync(commentId!.Value, cancellationToken))!;
        var parent = comment.ParentId is { } of ? await comments.FindAsync(of, cancellationToken) : null;
        return new AskedOpinion(
            opinion.Id,
            comment.Section,
            comment.Headline,
            comment.Text,
            parent is not null && actor.Sections.Includes(parent.Section) ? parent.Text : null
        );
    }

    private sealed record TypedComment
    {
        public Guid? CommentId { get; init; }

        public string? Headline { get; init; }

        public string? Name { get; init; }

        public string? Title { get; init; }

        public string? Content { get; init; }

        public CommentText Text =>
            new()
            {
                Name = Name ?? "",
                Title = Title ?? "",
                Content = Content ?? "",
            };
    }
}
