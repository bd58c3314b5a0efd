using System.Security.Cryptography;
using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Operations;
using Npgsql;

namespace Moderation.Moderator.Lanes;

/// <summary>The lanes as they are, and what changes them. Each change is a line of the sealed log, in its transaction.</summary>
public sealed class LaneStore(NpgsqlDataSource database)
{
    private const string Select = """
        SELECT l.name, l.budget, l.audit_share, l.is_forbidden, l.status = 'open' AS is_open, l.shut_for, l.changed_at,
            l.opened_at, l.opening_id, l.fit_id, f.model, f.threshold, l.salt, l.was_proven
        FROM lanes l LEFT JOIN lane_fits f ON f.id = l.fit_id
        """;

    private const string EndOpening =
        "UPDATE lane_openings SET shut_at = clock_timestamp() WHERE lane = @name AND shut_at IS NULL";

    /// <summary>
    /// What is open or forbidden, which stays so until the transaction ends: who changes a lane waits for those that came before,
    /// and the later ones for it, however many there are.
    /// </summary>
    internal static async Task<OpenLanes> HoldAsync(NpgsqlTransaction transaction) =>
        new(
            (
                await transaction.Connection!.QueryAsync<Lane>(
                    $"LOCK TABLE lanes IN ROW SHARE MODE; {Select} WHERE l.status = 'open' OR l.is_forbidden ORDER BY l.name",
                    transaction: transaction
                )
            ).AsList()
        );

    internal async Task<IReadOnlyList<Lane>> AllAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<Lane>(Select + " ORDER BY l.name")).AsList();
    }

    /// <summary>What it takes is proven for a budget, so another one shuts it.</summary>
    internal Task<bool> SetBudgetAsync(LaneName name, double budget, double auditShare, string reason, Guid by) =>
        ChangeAsync(
            name,
            by,
            async (transaction, lane) =>
            {
                if (lane.IsOpen && budget != lane.Budget)
                    await ShutAsync(transaction, name, LaneShut.Budget);
                await transaction.Connection!.ExecuteAsync(
                    "UPDATE lanes SET budget = @budget, audit_share = @auditShare WHERE name = @name",
                    new
                    {
                        name = name.Word(),
                        budget,
                        auditShare,
                    },
                    transaction
                );
                return ("budget-set", $"{budget:0.####} · {auditShare:0.##} · {reason}");
            }
        );

    internal Task<bool> ForbidAsync(LaneName name, bool forbids, string reason, Guid by) =>
        ChangeAsync(
            name,
            by,
            async (transaction, lane) =>
            {
                if (forbids == lane.IsForbidden)
                    return null;
                if (lane.IsOpen)
                    await ShutAsync(transaction, name, LaneShut.Forbidden);
                await transaction.Connection!.ExecuteAsync(
                    "UPDATE lanes SET is_forbidden = @forbids, changed_at = clock_timestamp() WHERE name = @name",
                    new { name = name.Word(), forbids },
                    transaction
                );
                return (forbids ? "forbidden" : "allowed", reason);
            }
        );

    /// <returns>False when it is not as the person saw it: open already, forbidden, or with another fit or budget.</returns>
    internal Task<bool> OpenAsync(LaneName name, Guid fit, string reason, Guid by) =>
        ChangeAsync(
            name,
            by,
            async (transaction, lane) =>
            {
                const string sql = $"""
                    UPDATE lanes l SET status = 'open', fit_id = f.id, opening_id = @opening, salt = @salt, was_proven = false,
                        opened_at = clock_timestamp(), changed_at = clock_timestamp()
                    FROM lane_fits f
                    WHERE l.name = @name AND NOT l.is_forbidden AND f.id = @fit AND f.lane = l.name AND f.budget = l.budget
                        AND f.threshold IS NOT NULL AND f.model = ({LaneEvidence.ModelSql})
                        AND NOT EXISTS (SELECT FROM lane_fits later WHERE later.lane = f.lane AND later.found_at > f.found_at)
                    RETURNING f.threshold
                    """;
                if (lane.IsOpen && lane.FitId == fit)
                    return null;
                var opening = Guid.CreateVersion7();
                var threshold = await transaction.Connection!.QuerySingleOrDefaultAsync<double?>(
                    sql,
                    new
                    {
                        name = name.Word(),
                        fit,
                        opening,
                        salt = RandomNumberGenerator.GetBytes(32),
                    },
                    transaction
                );
                if (threshold is null)
                    return null;
                await transaction.Connection!.ExecuteAsync(
                    $"{EndOpening}; INSERT INTO lane_openings (id, lane, opened_at) VALUES (@opening, @name, clock_timestamp())",
                    new { name = name.Word(), opening },
                    transaction
                );
                return ("opened", $"{threshold:0.####} · {reason}");
            }
        );

    /// <returns>False when it is shut already.</returns>
    internal Task<bool> ShutAsync(LaneName name, string reason, Guid by) =>
        ChangeAsync(
            name,
            by,
            async (transaction, lane) =>
            {
                if (!lane.IsOpen)
                    return null;
                await ShutAsync(transaction, name, LaneShut.Person);
                return ("shut", reason);
            }
        );

    /// <summary>The machine's own doing; whichever copy comes first does it.</summary>
    /// <returns>False when it is shut, or open anew.</returns>
    internal async Task<bool> ShutItselfAsync(Lane seen, LaneShut why, string detail)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var lane = await LockAsync(transaction, seen.Name);
        if (!lane.IsOpen || lane.OpeningId != seen.OpeningId)
            return false;
        await ShutAsync(transaction, seen.Name, why);
        await OperationLog.AddAsync(
            transaction,
            new AskedOperation(OperationAreas.Lanes, $"shut-{why.Word()}", seen.Name.Word(), detail),
            by: null
        );
        await transaction.CommitAsync();
        return true;
    }

    internal async Task NoteProofAsync(Lane lane)
    {
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "UPDATE lanes SET was_proven = true WHERE name = @Name AND opening_id = @OpeningId",
            new { Name = lane.Name.Word(), lane.OpeningId }
        );
    }

    private static Task ShutAsync(NpgsqlTransaction transaction, LaneName name, LaneShut why) =>
        transaction.Connection!.ExecuteAsync(
            $"UPDATE lanes SET status = 'shut', shut_for = @why, changed_at = clock_timestamp() WHERE name = @name; {EndOpening}",
            new { name = name.Word(), why = why.Word() },
            transaction
        );

    private async Task<bool> ChangeAsync(
        LaneName name,
        Guid by,
        Func<NpgsqlTransaction, Lane, Task<(string Kind, string Detail)?>> change
    )
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (await change(transaction, await LockAsync(transaction, name)) is not { } done)
            return false;
        await OperationLog.AddAsync(
            transaction,
            new AskedOperation(OperationAreas.Lanes, done.Kind, name.Word(), done.Detail),
            by
        );
        await transaction.CommitAsync();
        return true;
    }

    private static Task<Lane> LockAsync(NpgsqlTransaction transaction, LaneName name) =>
        transaction.Connection!.QuerySingleAsync<Lane>(
            $"LOCK TABLE lanes IN EXCLUSIVE MODE; {Select} WHERE l.name = @name",
            new { name = name.Word() },
            transaction
        );
}

/// <summary>Why a lane was shut.</summary>
internal enum LaneShut
{
    Person,
    Budget,
    Forbidden,

    /// <summary>What people found in audits goes beyond the budget.</summary>
    Audits,

    /// <summary>The same scores mean something else than they did, or are spread otherwise.</summary>
    Drift,

    /// <summary>Nobody reads the audits.</summary>
    Unread,

    /// <summary>Another model scores.</summary>
    Model,
}
