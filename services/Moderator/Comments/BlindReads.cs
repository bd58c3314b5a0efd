using Dapper;
using Npgsql;

namespace Moderation.Moderator.Comments;

/// <summary>A comment that a person is to decide without what the machine says.</summary>
/// <param name="Comment">As it was scored.</param>
/// <param name="Lane">The lane that would have decided it; null when none would.</param>
/// <param name="OpeningId">Since when that lane is open.</param>
/// <param name="Rule">The first rule that minded it.</param>
internal sealed record BlindRead(Comment Comment, string? Lane, Guid? OpeningId, string Rule);

/// <summary>
/// While a comment is read blind, what the machine says of it stands apart from it: no page, filter, order or message can show
/// what is not there. It comes back with the decision.
/// </summary>
internal static class BlindReads
{
    /// <summary>
    /// Its place among others by risk is one by lot, the same for all copies; where it counts that it was scored, it was not.
    /// </summary>
    public static Task CoverAsync(NpgsqlTransaction transaction, IReadOnlyCollection<BlindRead> reads)
    {
        const string sql = """
            INSERT INTO blind_reads (comment_id, revision, lane, opening_id, rule, scores, risk, rejection, spans, scored_at)
            SELECT c.id, c.revision, n.lane, n.opening_id, n.rule, c.scores, c.risk, c.rejection, c.spans, c.scored_at
            FROM unnest(@Ids, @Revisions, @Lanes, @Openings, @Rules) AS n (id, revision, lane, opening_id, rule)
                JOIN comments c USING (id, revision)
            WHERE c.scores IS NOT NULL AND c.scored_at IS NOT NULL
            ON CONFLICT DO NOTHING;
            UPDATE comments c SET blind = true, scores = NULL, rejection = NULL, spans = '[]', scored_at = NULL,
                risk = abs(hashtextextended(c.id::text, c.revision) % 1000) / 1500.0
            FROM blind_reads b JOIN unnest(@Ids, @Revisions) AS n (id, revision)
                ON b.comment_id = n.id AND b.revision = n.revision
            WHERE c.id = n.id AND c.revision = n.revision
            """;
        return reads.Count == 0
            ? Task.CompletedTask
            : transaction.Connection!.ExecuteAsync(
                sql,
                new
                {
                    Ids = reads.Select(read => read.Comment.Id).ToArray(),
                    Revisions = reads.Select(read => read.Comment.Revision).ToArray(),
                    Lanes = reads.Select(read => read.Lane).ToArray(),
                    Openings = reads.Select(read => read.OpeningId).ToArray(),
                    Rules = reads.Select(read => read.Rule).ToArray(),
                },
                transaction
            );
    }

    /// <summary>Gives comments back what the machine says of them.</summary>
    public static Task LiftAsync(NpgsqlTransaction transaction, IReadOnlyCollection<Comment> comments)
    {
        const string sql = """
            UPDATE comments c SET blind = false, scores = b.scores, risk = b.risk, rejection = b.rejection,
                spans = coalesce(b.spans, '[]'), scored_at = b.scored_at
            FROM blind_reads b JOIN unnest(@Ids, @Revisions) AS n (id, revision)
                ON b.comment_id = n.id AND b.revision = n.revision
            WHERE c.id = n.id AND c.revision = n.revision AND c.blind
            """;
        return comments.Count == 0
            ? Task.CompletedTask
            : transaction.Connection!.ExecuteAsync(
                sql,
                new { Ids = comments.Select(c => c.Id).ToArray(), Revisions = comments.Select(c => c.Revision).ToArray() },
                transaction
            );
    }
}
