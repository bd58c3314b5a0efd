using Dapper;
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
        const string select = """
            SELECT d.id, d.decided_at, d.outcome, m.name AS moderator, d.rule, d.reason, n.note,
                d.edit_digest IS NOT NULL AS edited, d.advice, d.comment_id, d.revision, d.version,
                c.article_id, c.headline, c.section, d.policy_version, d.model, d.undoes, u.id AS undone_by,
                    um.name AS undone_by_moderator,
                NOT EXISTS (SELECT FROM decisions later WHERE later.comment_id = d.comment_id
                    AND later.version > d.version) AS latest
            FROM decisions d
            JOIN comments c ON c.id = d.comment_id AND c.revision = d.revision
            LEFT JOIN moderators m ON m.id = d.moderator_id
            LEFT JOIN decision_notes n ON n.decision_id = d.id
            LEFT JOIN decisions u ON u.undoes = d.id
            LEFT JOIN moderators um ON um.id = u.moderator_id
            WHERE
            """;
        (bool Asked, string Sql)[] conditions =
        [
            (after is not null, "(d.decided_at, d.id) < (@Moment, @Id)"),
            (filter.ModeratorId is not null, "d.moderator_id = @ModeratorId"),
            (filter.Moderator is not null, "d.moderator_id = (SELECT id FROM moderators WHERE lower(name) = lower(@Moderator))"),
            (filter.ByPeople == true, "d.moderator_id IS NOT NULL"),
            (filter.ByPeople == false, "d.rule IS NOT NULL"),
            (filter.Outcome is not null, "d.outcome = @Outcome"),
            (filter.Reason is not null, "d.reason = @Reason"),
            (filter.Rule is not null, "d.rule = @Rule"),
            (filter.Section is not null, "c.section = @Section"),
            (filter.Sections is not null, "c.section = ANY(@Sections)"),
            (filter.From is not null, "d.decided_at >= @From"),
            (filter.To is not null, "d.decided_at < @To"),
        ];
        const string order = "ORDER BY d.decided_at DESC, d.id DESC LIMIT @limit";
        var sql = string.Join(
            '\n',
            select,
            string.Join("\nAND ", conditions.Where(c => c.Asked).Select(c => c.Sql).DefaultIfEmpty("true")),
            order
        );
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
                        limit,
                    },
                    cancellationToken: cancellationToken
                )
            )
        ).AsList();
    }
}
