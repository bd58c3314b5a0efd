using Dapper;
using Moderation.Moderator.Comments;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Moderator.Log;

/// <summary>The log of all decisions, latest first.</summary>
public sealed class LogStore(NpgsqlDataSource database)
{
    /// <summary>
    /// A page behind the cursor. Only the conditions that are asked for are in the statement, so that each is served by its
    /// index.
    /// </summary>
    internal async Task<IReadOnlyList<LogEntry>> PageAsync(
        LogFilter filter,
        Cursor? after,
        int limit,
        CancellationToken cancellationToken
    )
    {
        const string columns = $"""
            SELECT d.id, d.decided_at, d.outcome, m.name AS moderator, d.rule, d.reason, n.note,
                d.edit_digest IS NOT NULL AS edited, d.advice, d.comment_id, d.revision, d.version,
                c.article_id, c.headline, c.section, c.name, c.title, c.content, c.masked_phone, c.spans, d.policy_version,
                d.model, d.undoes, u.id AS undone_by, um.name AS undone_by_moderator, d.batch_id, b.count AS batch_count,
                b.undone AS batch_undone,
                d.outcome NOT IN {Outcomes.Beside} AND NOT EXISTS (SELECT FROM decisions later
                    WHERE later.comment_id = d.comment_id AND later.version > d.version
                        AND later.outcome NOT IN {Outcomes.Beside}) AS latest
            """;
        const string joined = """
            LEFT JOIN moderators m ON m.id = d.moderator_id
            LEFT JOIN decision_notes n ON n.decision_id = d.id
            LEFT JOIN decisions u ON u.undoes = d.id
            LEFT JOIN moderators um ON um.id = u.moderator_id
            """;
        const string tables = "decisions d JOIN comments c ON c.id = d.comment_id AND c.revision = d.revision";
        var ofBatch = $"""
            FROM decisions od JOIN comments oc ON oc.id = od.comment_id AND oc.revision = od.revision
            LEFT JOIN decisions ou ON ou.undoes = od.id
            WHERE od.batch_id = d.batch_id AND (od.outcome = 'undo') = (d.outcome = 'undo') AND {Conditions(filter, "od", "oc")}
            """;
        var sql = $"""
            {columns}
            FROM {tables}
            {joined}
            LEFT JOIN LATERAL (SELECT count(*)::int AS count, count(ou.id)::int AS undone {ofBatch}) b
                ON @BatchesAsOne AND d.batch_id IS NOT NULL
            WHERE {Conditions(filter, "d", "c")} {(after is null ? "" : "AND (d.decided_at, d.id) < (@Moment, @Id)")}
                {(filter.BatchesAsOne ? $"AND (d.batch_id IS NULL OR NOT EXISTS (SELECT {ofBatch} AND od.id > d.id))" : "")}
            ORDER BY d.decided_at DESC, d.id DESC LIMIT @limit
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (
            await connection.QueryAsync<LogEntry>(
                new CommandDefinition(
                    sql,
                    new
                    {
                        after?.Moment,
                        after?.Id,
                        filter.ModeratorId,
                        filter.Moderator,
                        filter.Outcome,
                        filter.Reason,
                        filter.Rule,
                        filter.Section,
                        filter.Sections,
                        filter.From,
                        filter.To,
                        filter.BatchId,
                        filter.BatchesAsOne,
                        limit,
                    },
                    cancellationToken: cancellationToken
                )
            )
        ).AsList();
    }

    /// <param name="filter">What is asked for.</param>
    /// <param name="d">The decisions' name in the statement.</param>
    /// <param name="c">That of their comments.</param>
    private static string Conditions(LogFilter filter, string d, string c)
    {
        (bool Asked, string Sql)[] conditions =
        [
            (filter.ModeratorId is not null, $"{d}.moderator_id = @ModeratorId"),
            (
                filter.Moderator is not null,
                $"{d}.moderator_id = (SELECT id FROM moderators WHERE lower(name) = lower(@Moderator))"
            ),
            (filter.ByPeople == true, $"{d}.moderator_id IS NOT NULL"),
            (filter.ByPeople == false, $"{d}.rule IS NOT NULL"),
            (filter.Outcome is not null, $"{d}.outcome = @Outcome"),
            (filter.Reason is not null, $"{d}.reason = @Reason"),
            (filter.Rule is not null, $"{d}.rule = @Rule"),
            (filter.Section is not null, $"{c}.section = @Section"),
            (filter.Sections is not null, $"{c}.section = ANY(@Sections)"),
            (filter.From is not null, $"{d}.decided_at >= @From"),
            (filter.To is not null, $"{d}.decided_at < @To"),
            (filter.BatchId is not null, $"{d}.batch_id = @BatchId"),
        ];
        return string.Join(" AND ", conditions.Where(x => x.Asked).Select(x => x.Sql).DefaultIfEmpty("true"));
    }
}
