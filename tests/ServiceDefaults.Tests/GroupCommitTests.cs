using Npgsql;
using Xunit;

namespace Moderation.ServiceDefaults.Tests;

public class GroupCommitTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Items_that_come_together_share_commits_and_each_gets_its_own_result()
    {
        var commits = 0;
        await using var group = new GroupCommit<int, int>(async items =>
        {
            commits++;
            await Task.Yield();
            return [.. items.Select(i => i * 2)];
        });
        var results = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => group.AddAsync(i, Token)));
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => i * 2), results);
        Assert.InRange(commits, 4, 500);
    }

    [Fact]
    public async Task An_item_that_cannot_be_written_fails_alone()
    {
        await using var group = new GroupCommit<int, int>(items =>
            items.Contains(13) ? throw new FormatException("13") : Task.FromResult<IReadOnlyList<int>>([.. items])
        );
        var adding = Enumerable.Range(0, 20).Select(i => group.AddAsync(i, Token)).ToArray();
        await Assert.ThrowsAsync<FormatException>(() => adding[13]);
        foreach (var (task, i) in adding.Select((task, i) => (task, i)).Where(x => x.i != 13))
            Assert.Equal(i, await task);
    }

    [Fact]
    public async Task A_database_that_is_away_fails_the_group_at_once()
    {
        var commits = 0;
        await using var group = new GroupCommit<int, int>(_ =>
        {
            commits++;
            throw new NpgsqlException("away", new IOException());
        });
        var adding = Enumerable.Range(0, 100).Select(i => group.AddAsync(i, Token)).ToArray();
        foreach (var task in adding)
            await Assert.ThrowsAsync<NpgsqlException>(() => task);
        Assert.InRange(commits, 1, 99);
    }

    [Fact]
    public async Task A_caller_that_stops_waiting_is_let_go()
    {
        var release = new TaskCompletionSource();
        await using var group = new GroupCommit<int, int>(async items =>
        {
            await release.Task;
            return [.. items];
        });
        using var caller = new CancellationTokenSource();
        var adding = group.AddAsync(1, caller.Token);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => adding);
        release.SetResult();
    }
}
