using System.Text.Json;
using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Policy;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Moderator.Decisions;

/// <summary>What came of an attempt to decide or to undo.</summary>
internal abstract record DecisionResult
{
    public sealed record Done(WrittenDecision Decision, CommentStatus Status, bool Announced) : DecisionResult;

    public sealed record NotFound : DecisionResult;

    /// <param name="Newest">The revision that is to be decided.</param>
    public sealed record OtherRevision(int Newest) : DecisionResult;

    /// <param name="Latest">The decision that stands in the way.</param>
    public sealed record Decided(Decision? Latest) : DecisionResult;

    /// <summary>Nothing in the text is to be made unreadable.</summary>
    public sealed record NothingToMask : DecisionResult;

    /// <summary>It is a rule's hold or an undo.</summary>
    public sealed record NothingToUndo : DecisionResult;
}

/// <summary>Decisions of people, each one transaction with its message, and the log of all.</summary>
public sealed class DecisionStore(NpgsqlDataSource database, DecisionLog log)
{
    private const string Select = """
        SELECT d.id, d.revision, d.version, d.outcome, m.name AS moderator, d.rule, d.reason, n.note, d.advice, d.findings, d.policy_version, d.list_version,
            d.masks, d.model, d.decided_at, d.undoes, d.comment_id, d.origin
        FROM decisions d LEFT JOIN moderators m ON m.id = d.moderator_id LEFT JOIN decision_notes n ON n.decision_id = d.id
        """;

    internal async Task<DecisionResult> DecideAsync(
        Guid commentId, int revision, Outcome outcome, RejectReason? reason, string? note, Guid moderatorId, CancellationToken cancellationToken, bool mask = false)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(transaction, commentId) is not { } comment)
            return new DecisionResult.NotFound();
        if (comment.Revision != revision)
            return new DecisionResult.OtherRevision(comment.Revision);
        if (comment.Status is CommentStatus.Approved or CommentStatus.Rejected)
            return new DecisionResult.Decided(await LatestAsync(transaction, commentId) is { } latest ? Read(latest) : null);

        var contacts = mask ? Masking.Of(comment) : null;
        if (contacts is [])
            return new DecisionResult.NothingToMask();

        var status = outcome switch
        {
            Outcome.Approve => CommentStatus.Approved,
            Outcome.Reject => CommentStatus.Rejected,
            _ => CommentStatus.Suspect,
        };
        var written = await log.AddAsync(transaction, [new NewDecision(comment, outcome, Origin: comment.Status, MovesTo: status)
        {
            ModeratorId = moderatorId,
            Reason = reason,
            Note = note,
            Masks = contacts,
        }]);
        await transaction.CommitAsync(CancellationToken.None);
        return new DecisionResult.Done(written[0], status, Announced: outcome != Outcome.Hold);
    }

    /// <summary>Puts the comment back where it came from. A message that has not left is recalled; one that has is followed by a retraction.</summary>
    internal async Task<DecisionResult> UndoAsync(Guid decisionId, Guid moderatorId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var commentId = await connection.QuerySingleOrDefaultAsync<Guid?>("SELECT comment_id FROM decisions WHERE id = @decisionId", new { decisionId }, transaction);
        if (commentId is null || await LockAsync(transaction, commentId.Value) is not { } comment)
            return new DecisionResult.NotFound();
        var latest = await LatestAsync(transaction, commentId.Value);
        if (latest!.Id != decisionId)
            return new DecisionResult.Decided(Read(latest));
        if (latest.Outcome == Outcome.Undo || (latest.Outcome == Outcome.Hold && latest.Rule is not null))
            return new DecisionResult.NothingToUndo();

        var left = latest.Outcome != Outcome.Hold && !await Outbox.RecallAsync(transaction, decisionId);
        // A person has had it in hand: it does not go back to where the policy would decide over them once scores come.
        var back = latest.Origin == CommentStatus.AwaitingScores ? CommentStatus.Unscored : latest.Origin;
        var written = await log.AddAsync(transaction, [new NewDecision(comment, Outcome.Undo, back, MovesTo: back)
        {
            ModeratorId = moderatorId,
            Undoes = decisionId,
            Announced = left,
        }]);
        await transaction.CommitAsync(CancellationToken.None);
        return new DecisionResult.Done(written[0], back, left);
    }

    /// <summary>The log of one comment, oldest first.</summary>
    internal async Task<IReadOnlyList<Decision>> HistoryAsync(Guid commentId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. (await connection.QueryAsync<Row>(Select + " WHERE d.comment_id = @commentId ORDER BY d.version", new { commentId })).Select(Read)];
    }

    /// <summary>Of each comment the latest decision by a rule and the latest by a person.</summary>
    internal async Task<ILookup<Guid, Decision>> LatestAsync(Guid[] commentIds, CancellationToken cancellationToken)
    {
        const string latest = """
             JOIN (
                SELECT comment_id, max(version) AS version FROM decisions
                WHERE comment_id = ANY(@commentIds) GROUP BY comment_id, rule IS NULL
            ) l USING (comment_id, version)
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<Row>(Select + latest, new { commentIds })).ToLookup(row => row.CommentId, Read);
    }

    /// <summary>Locks all revisions, so that decisions on one comment come one after the other, and returns the newest.</summary>
    private static async Task<Comment?> LockAsync(NpgsqlTransaction transaction, Guid commentId) =>
        (await transaction.Connection!.QueryAsync<Comment>(
            "SELECT * FROM comments WHERE id = @commentId AND received_at IS NOT NULL ORDER BY revision FOR UPDATE", new { commentId }, transaction)).LastOrDefault();

    private static Task<Row?> LatestAsync(NpgsqlTransaction transaction, Guid commentId) =>
        transaction.Connection!.QuerySingleOrDefaultAsync<Row>(
            Select + " WHERE d.comment_id = @commentId ORDER BY d.version DESC LIMIT 1", new { commentId }, transaction);

    private static Decision Read(Row row) => new()
    {
        Id = row.Id,
        Revision = row.Revision,
        Version = row.Version,
        Outcome = row.Outcome,
        Moderator = row.Moderator,
        Rule = row.Rule,
        Reason = row.Reason,
        Note = row.Note,
        Advice = row.Advice,
        Findings = row.Findings is null ? [] : JsonSerializer.Deserialize<List<Finding>>(row.Findings, ContractJson.Options)!,
        PolicyVersion = row.PolicyVersion,
        ListVersion = row.ListVersion,
        Masks = row.Masks is null ? null : JsonSerializer.Deserialize<List<FoundSpan>>(row.Masks, ContractJson.Options),
        Model = row.Model,
        DecidedAt = row.DecidedAt,
        Undoes = row.Undoes,
    };

    private sealed record Row
    {
        public Guid Id { get; init; }

        public Guid CommentId { get; init; }

        public int Revision { get; init; }

        public int Version { get; init; }

        public Outcome Outcome { get; init; }

        public string? Moderator { get; init; }

        public string? Rule { get; init; }

        public RejectReason? Reason { get; init; }

        public string? Note { get; init; }

        public Outcome? Advice { get; init; }

        public string? Findings { get; init; }

        public string? PolicyVersion { get; init; }

        public int? ListVersion { get; init; }

        public string? Masks { get; init; }

        public string? Model { get; init; }

        public CommentStatus Origin { get; init; }

        public DateTimeOffset DecidedAt { get; init; }

        public Guid? Undoes { get; init; }
    }
}
