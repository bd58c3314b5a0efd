using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Lists;
using Moderation.Moderator.Operations;
using Moderation.Moderator.Policy;
using Npgsql;

namespace Moderation.Moderator.Shadows;

/// <summary>Settings in shadow, with what they would have decided.</summary>
public sealed class ShadowStore(NpgsqlDataSource database)
{
    public const int PageSize = 20;

    /// <returns>False when another one runs.</returns>
    internal async Task<bool> StartAsync(PolicyVersion inForce, PolicySettings settings, int days, string reason, Guid by)
    {
        const string sql = """
            INSERT INTO policy_shadows (id, settings, beside, started_by, reason, ends_at, position)
            SELECT @id, @settings, @beside, @by, @reason, clock_timestamp() + make_interval(days => @days),
                coalesce((SELECT max(position) FROM decision_seals), 0)
            ON CONFLICT DO NOTHING
            """;
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var parameters = new
        {
            id = Guid.CreateVersion7(),
            settings,
            beside = inForce.Version,
            by,
            reason,
            days,
        };
        if (await connection.ExecuteAsync(sql, parameters, transaction) == 0)
            return false;
        await LogAsync(transaction, "shadow-started", inForce.Version, reason, by);
        await transaction.CommitAsync();
        return true;
    }

    /// <returns>False when it does not run any more.</returns>
    internal async Task<bool> EndAsync(Guid id, ShadowStatus status, string reason, Guid by)
    {
        const string sql = """
            UPDATE policy_shadows SET status = @status, ended_at = clock_timestamp()
            WHERE id = @id AND (status = 'running' OR status <> 'promoted' AND @status = 'promoted') RETURNING beside
            """;
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var beside = await connection.QuerySingleOrDefaultAsync<int?>(sql, new { id, status = status.Word() }, transaction);
        if (beside is null)
            return false;
        await LogAsync(transaction, $"shadow-{status.Word()}", beside.Value, reason, by);
        await transaction.CommitAsync();
        return true;
    }

    /// <returns>Its settings; null when there is none by that id.</returns>
    internal async Task<PolicySettings?> SettingsAsync(Guid id, CancellationToken cancellationToken)
    {
        const string sql = "SELECT settings FROM policy_shadows WHERE id = @id";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<PolicySettings>(
            new CommandDefinition(sql, new { id }, cancellationToken: cancellationToken)
        ) is { } found
            ? Rulebooks.Complete(found)
            : null;
    }

    internal async Task<PolicyShadow?> LatestAsync(CancellationToken cancellationToken)
    {
        const string latest = """
            SELECT s.id, s.status, s.beside, s.settings, v.content AS before, m.name AS started_by, s.reason, s.started_at,
                s.ends_at, s.ended_at
            FROM policy_shadows s JOIN policy_versions v ON v.version = s.beside JOIN moderators m ON m.id = s.started_by
            ORDER BY s.started_at DESC LIMIT 1
            """;
        const string counted = $"""
            SELECT in_force, beside, count FROM policy_shadow_counts WHERE shadow_id = @Id;
            SELECT count(*) AS decided, count(*) FILTER (WHERE s.in_force = d.outcome) AS in_force_right,
                count(*) FILTER (WHERE s.in_force IN ('approve', 'reject') AND s.in_force <> d.outcome) AS in_force_wrong,
                count(*) FILTER (WHERE s.beside = d.outcome) AS beside_right,
                count(*) FILTER (WHERE s.beside IN ('approve', 'reject') AND s.beside <> d.outcome) AS beside_wrong
            FROM policy_shadow_differences s
            JOIN comments c ON c.id = s.comment_id AND c.revision = s.revision
            JOIN decisions d ON d.comment_id = c.id AND d.revision = c.revision
            WHERE s.shadow_id = @Id AND {Outcomes.Standing};
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await connection.QuerySingleOrDefaultAsync<Row>(latest) is not { } row)
            return null;
        await using var rows = await connection.QueryMultipleAsync(
            new CommandDefinition(counted, new { row.Id }, cancellationToken: cancellationToken)
        );
        var cells = (await rows.ReadAsync<ShadowCell>()).ToDictionary(cell => (cell.InForce, cell.Beside), cell => cell.Count);
        Outcome[] outcomes = [Outcome.Approve, Outcome.Reject, Outcome.Hold];
        return new PolicyShadow
        {
            Id = row.Id,
            Status = row.Status,
            Beside = row.Beside,
            Changes = Change.Between(Rulebooks.Complete(row.Before), Rulebooks.Complete(row.Settings)),
            StartedBy = row.StartedBy,
            Reason = row.Reason,
            StartedAt = row.StartedAt,
            EndsAt = row.EndsAt,
            EndedAt = row.EndedAt,
            Examined = cells.Values.Sum(),
            Differing = cells.Where(cell => cell.Key.InForce != cell.Key.Beside).Sum(cell => cell.Value),
            Cells =
            [
                .. from inForce in outcomes
                from beside in outcomes
                select new ShadowCell(inForce, beside, cells.GetValueOrDefault((inForce, beside))),
            ],
            People = await rows.ReadSingleAsync<ShadowJudgement>(),
        };
    }

    /// <param name="id">Of the shadow.</param>
    /// <param name="before">Positions before this one.</param>
    /// <param name="cancellationToken">The person left.</param>
    internal async Task<ShadowDifferences> DifferencesAsync(Guid id, long before, CancellationToken cancellationToken)
    {
        const string sql = $"""
            SELECT s.position, s.comment_id AS id, s.revision, coalesce(c.name, '') AS name, coalesce(c.title, '') AS title,
                coalesce(c.content, '') AS content, s.in_force, s.in_force_rule, s.beside, s.beside_rule,
                (SELECT d.outcome FROM decisions d WHERE d.comment_id = c.id AND d.revision = c.revision
                    AND {Outcomes.Standing} LIMIT 1) AS person
            FROM policy_shadow_differences s JOIN comments c ON c.id = s.comment_id AND c.revision = s.revision
            WHERE s.shadow_id = @id AND s.position < @before ORDER BY s.position DESC LIMIT @PageSize + 1
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = (
            await connection.QueryAsync<DifferenceRow>(
                new CommandDefinition(
                    sql,
                    new
                    {
                        id,
                        before,
                        PageSize,
                    },
                    cancellationToken: cancellationToken
                )
            )
        ).AsList();
        return new(
            [.. found.Take(PageSize).Select(row => row.Read())],
            found.Count > PageSize ? VersionCursor.Of((int)found[PageSize - 1].Position) : null
        );
    }

    private static Task<Guid> LogAsync(NpgsqlTransaction transaction, string kind, int version, string reason, Guid by) =>
        OperationLog.AddAsync(transaction, new AskedOperation(OperationAreas.Policy, kind, $"{version}", reason), by);

    private sealed record Row
    {
        public Guid Id { get; init; }

        public ShadowStatus Status { get; init; }

        public int Beside { get; init; }

        public PolicySettings Settings { get; init; } = new();

        public PolicySettings Before { get; init; } = new();

        public string StartedBy { get; init; } = "";

        public string Reason { get; init; } = "";

        public DateTimeOffset StartedAt { get; init; }

        public DateTimeOffset EndsAt { get; init; }

        public DateTimeOffset? EndedAt { get; init; }
    }

    private sealed record DifferenceRow
    {
        public long Position { get; init; }

        public Guid Id { get; init; }

        public int Revision { get; init; }

        public string Name { get; init; } = "";

        public string Title { get; init; } = "";

        public string Content { get; init; } = "";

        public Outcome InForce { get; init; }

        public string InForceRule { get; init; } = "";

        public Outcome Beside { get; init; }

        public string BesideRule { get; init; } = "";

        public Outcome? Person { get; init; }

        public ShadowDifference Read() =>
            new()
            {
                Id = Id,
                Revision = Revision,
                Text = new CommentText
                {
                    Name = Name,
                    Title = Title,
                    Content = Content,
                },
                InForce = InForce,
                InForceRule = InForceRule,
                Beside = Beside,
                BesideRule = BesideRule,
                Person = Person,
            };
    }
}
