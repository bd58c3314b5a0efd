using System.Diagnostics;
using Dapper;
using Npgsql;

namespace Moderation.Load;

/// <summary>
/// Processes that end between two steps of a message's way. A lock on a table, or a broker that stands still, keeps it between
/// them, and each strike sees that it is there before it kills.
/// </summary>
internal static class CrashPoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("row-unpublished", "`kill -9` of Intake with rows in its outbox that the relay has not taken", UnpublishedAsync),
        new(
            "message-unconfirmed",
            "`kill -9` of Intake when the broker has its messages and has not confirmed them",
            UnconfirmedAsync
        ),
        new("row-undeleted", "`kill -9` of Intake when its messages are confirmed and their rows still there", UndeletedAsync),
        new(
            "message-uncommitted",
            "`kill -9` of Moderator, and its statements ended, when it has taken messages and written nothing",
            UncommittedAsync
        ),
        new(
            "message-unacknowledged",
            "`kill -9` of Moderator and of the broker when what was taken is committed and not acknowledged",
            UnacknowledgedAsync
        ),
    ];

    /// <summary>The relay looks whether something was recalled before it takes a row; writers do not.</summary>
    private static async Task UnpublishedAsync(Infra infra, Addresses system)
    {
        await using var stores = new Stores(system);
        await using (await TableLock.TakeAsync(stores.Intake, "recalled_messages", "ACCESS EXCLUSIVE"))
        {
            await UntilAsync("the relay waits, and rows are there", async () =>
                await WaitingAsync(stores.Intake, "%recalled_messages%") > 0 && (await InOutboxAsync(stores)).Length > 0
            );
            await infra.KillAsync("intake");
        }
        await infra.StartAsync("intake");
    }

    private static async Task UnconfirmedAsync(Infra infra, Addresses system)
    {
        await using var stores = new Stores(system);
        await UntilFlowingAsync(stores);
        await infra.HoldAllAsync(infra.Brokers);
        try
        {
            await UntilAsync("the relay publishes", async () => await InHandAsync(stores) > 0);
            await infra.KillAsync("intake");
        }
        finally
        {
            await infra.ReleaseAllAsync(infra.Brokers);
        }
        try
        {
            await UntilAsync("Moderator has what the outbox still holds", async () => await KnownAsync(stores) > 0);
        }
        finally
        {
            await infra.StartAsync("intake");
        }
    }

    /// <summary>The lock lets the relay take rows and keeps it from deleting them.</summary>
    private static async Task UndeletedAsync(Infra infra, Addresses system)
    {
        await using var stores = new Stores(system);
        TableLock? held = null;
        await UntilFlowingAsync(stores);
        try
        {
            await infra.HoldAllAsync(infra.Brokers);
            try
            {
                await UntilAsync("the relay publishes", async () => await InHandAsync(stores) > 0);
                held = await TableLock.TakeAsync(stores.Intake, "outbox", "SHARE");
            }
            finally
            {
                await infra.ReleaseAllAsync(infra.Brokers);
            }
            await UntilAsync("the relay would delete", async () => await WaitingAsync(stores.Intake, "DELETE FROM outbox%") > 0);
            await infra.KillAsync("intake");
            await EndWaitingAsync(stores.Intake);
        }
        finally
        {
            if (held is not null)
                await held.DisposeAsync();
        }
        await infra.StartAsync("intake");
    }

    private static async Task UncommittedAsync(Infra infra, Addresses system)
    {
        await using var stores = new Stores(system);
        await using (await TableLock.TakeAsync(stores.Moderator, "comments", "SHARE"))
        {
            await UntilAsync("Moderator would write what it took", async () => await RecordingAsync(stores) > 0);
            await infra.KillAsync("moderator");
            await EndWaitingAsync(stores.Moderator);
        }
        await infra.StartAsync("moderator");
    }

    /// <summary>What was on its way to a broker that stands still is lost with it.</summary>
    private static async Task UnacknowledgedAsync(Infra infra, Addresses system)
    {
        await using var stores = new Stores(system);
        int before;
        await using (await TableLock.TakeAsync(stores.Moderator, "comments", "SHARE"))
        {
            await UntilAsync("Moderator would write what it took", async () => await RecordingAsync(stores) > 0);
            before = await CountAsync(stores.Moderator, "SELECT count(*)::int FROM comments");
            await infra.HoldAllAsync(infra.Brokers);
        }
        await UntilAsync("it is committed", async () =>
            await CountAsync(stores.Moderator, "SELECT count(*)::int FROM comments") > before && await RecordingAsync(stores) == 0
        );
        await infra.KillAsync("moderator");
        foreach (var node in infra.Brokers)
            await infra.KillAsync(node);
        await Task.WhenAll(infra.Brokers.Select(node => infra.StartAsync(node)));
        await infra.StartAsync("moderator");
    }

    /// <summary>A relay that has not published yet would wait for the broker before it does.</summary>
    private static Task UntilFlowingAsync(Stores stores) =>
        UntilAsync("comments come to Moderator", async () =>
            await CountAsync(
                stores.Moderator,
                "SELECT count(*)::int FROM comments WHERE received_at > clock_timestamp() - interval '1 second'"
            ) > 0
        );

    private static Task<int> RecordingAsync(Stores stores) => WaitingAsync(stores.Moderator, "%INSERT INTO comments%");

    /// <returns>How many statements like this wait for a lock.</returns>
    private static Task<int> WaitingAsync(NpgsqlDataSource database, string like) =>
        CountAsync(
            database,
            """
            SELECT count(*)::int FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE @like
            """,
            new { like }
        );

    /// <summary>The statements of a process that is gone would be done once they need not wait.</summary>
    private static Task EndWaitingAsync(NpgsqlDataSource database) =>
        CountAsync(
            database,
            """
            SELECT count(pg_terminate_backend(pid))::int FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'
            """
        );

    /// <returns>How many rows the relay has locked.</returns>
    private static Task<int> InHandAsync(Stores stores) =>
        CountAsync(
            stores.Intake,
            """
            WITH free AS (SELECT id FROM outbox FOR UPDATE SKIP LOCKED)
            SELECT ((SELECT count(*) FROM outbox) - (SELECT count(*) FROM free))::int
            """
        );

    private static async Task<Guid[]> InOutboxAsync(Stores stores)
    {
        await using var connection = await stores.Intake.OpenConnectionAsync();
        var ids = await connection.QueryAsync<Guid>(
            "SELECT (body::json ->> 'commentId')::uuid FROM outbox WHERE type = 'CommentSubmitted'"
        );
        return [.. ids];
    }

    /// <returns>How many of the comments in Intake's outbox Moderator has.</returns>
    private static async Task<int> KnownAsync(Stores stores) =>
        await CountAsync(
            stores.Moderator,
            "SELECT count(*)::int FROM comments WHERE id = ANY(@ids) AND content IS NOT NULL",
            new { ids = await InOutboxAsync(stores) }
        );

    private static async Task<int> CountAsync(NpgsqlDataSource database, string sql, object? parameters = null)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<int>(sql, parameters);
    }

    private static async Task UntilAsync(string what, Func<Task<bool>> isSo)
    {
        var start = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            if (Stopwatch.GetElapsedTime(start) > Patience)
                throw new InvalidOperationException($"It did not come to pass within {Patience} that {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }
}
