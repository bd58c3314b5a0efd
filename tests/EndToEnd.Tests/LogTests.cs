using System.Globalization;
using System.Text.RegularExpressions;
using Dapper;
using Moderation.Testing;
using Xunit;

namespace Moderation.EndToEnd.Tests;

public partial class LogTests(RunningSystem system)
{
    [Fact]
    public void Every_line_of_a_log_begins_with_its_time_and_its_level()
    {
        var lines = RunningSystem
            .Services.SelectMany(service => File.ReadLines(Path.Combine(RunningSystem.Logs, service + ".log")))
            .ToList();
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Matches(Beginning(), line));
    }

    [Fact]
    public async Task No_log_holds_a_comments_text_its_authors_name_or_phone()
    {
        var mark = Guid.CreateVersion7().ToString("n")[^12..];
        var phone = "0912" + (mark.Sum(c => c) * 317 % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var (id, tracking) = await reader.SendAsync(
            "logs",
            $"Nội dung {mark}",
            title: $"Tiêu đề {mark}",
            name: $"Tên {mark}",
            phone: phone
        );
        await moderator.AwaitWaitingAsync(id);
        await moderator.DecideAsync(id, "approve");
        await Eventually.IsTrueAsync("it is published", async () =>
        {
            await using var database = system.Database("site");
            await using var connection = await database.OpenConnectionAsync();
            return await connection.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT FROM comments WHERE id = @id)", new { id });
        });

        foreach (var log in Directory.GetFiles(RunningSystem.Logs))
        {
            var text = await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken);
            Assert.All([mark, phone, "+84" + phone[1..], tracking.Segments[^1]], secret =>
                Assert.False(
                    text.Contains(secret, StringComparison.OrdinalIgnoreCase),
                    $"{Path.GetFileName(log)} holds what it must not"
                )
            );
        }
    }

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{12}Z (?:dbug|info|warn|fail|crit): ", RegexOptions.NonBacktracking)]
    private static partial Regex Beginning();
}
