using System.Net;
using System.Net.Http.Json;

namespace Moderation.Moderator.Tests.People;

/// <summary>The service as a process of its own.</summary>
public sealed class CommandLineTests(ModeratorFixture moderator)
{
    [Fact]
    public async Task A_moderator_is_added_once_and_can_sign_in()
    {
        var (added, said) = await RunAsync("đủ dài để dùng được\n", ["add-moderator", "Vũ Dung"]);
        var (again, saidAgain) = await RunAsync("một mật khẩu khác hẳn\n", ["add-moderator", "vũ dung"]);

        Assert.Equal((0, 0), (added, again));
        Assert.Contains("was added", said, StringComparison.Ordinal);
        Assert.Contains("already there", saidAgain, StringComparison.Ordinal);
        Assert.Equal(
            1,
            await moderator.ReadAsync<long>(
                "SELECT count(*) FROM moderators WHERE lower(name) = lower(@name)",
                new { name = "Vũ Dung" }
            )
        );
    }

    [Theory]
    [InlineData("short\n", "add-moderator", "Ngắn", "at least 12 characters")]
    [InlineData("", "add-moderator", "Rỗng", "at least 12 characters")]
    [InlineData("đủ dài để dùng được\n", "add-moderator", " ", "A name has 1 to 60 characters")]
    [InlineData("", "add-moderater", "Ai", "add-moderater")]
    public async Task What_cannot_be_done_is_said_and_exits_with_1(string input, string verb, string name, string says)
    {
        var (code, said) = await RunAsync(input, [verb, name]);

        Assert.Equal(1, code);
        Assert.Contains(says, said, StringComparison.Ordinal);
        Assert.Equal(0, await moderator.ReadAsync<long>("SELECT count(*) FROM moderators WHERE name = @name", new { name }));
    }

    [Fact]
    public async Task Thresholds_that_cross_refuse_the_start()
    {
        var (code, said) = await RunAsync(
            "",
            ["--Policy:Thresholds:Toxicity:Hold=0.95", "--Policy:Thresholds:Toxicity:Reject=0.9"]
        );

        Assert.NotEqual(0, code);
        Assert.Contains(
            "Policy:Thresholds:Toxicity:Hold is 0.95 and Policy:Thresholds:Toxicity:Reject is 0.9",
            said,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_link_is_printed_instead_of_reading_a_password_and_sets_one_once()
    {
        var (added, said) = await RunAsync(
            "",
            ["add-moderator", "Hồ Giang", "--role", "senior", "--section", "Thể thao", "--invite"]
        );
        var (again, saidAgain) = await RunAsync("", ["add-moderator", "Hồ Giang", "--invite"]);
        var (reset, saidOnReset) = await RunAsync("", ["reset-password", "hồ giang"]);
        using var client = moderator.Service.Client();

        Assert.Equal((0, 1, 0), (added, again, reset));
        Assert.Contains("already there", saidAgain, StringComparison.Ordinal);
        using var old = await client.PostAsJsonAsync(
            "/api/invitation",
            new { token = TokenIn(said), password = ModeratorFixture.Password }
        );
        using var fresh = await client.PostAsJsonAsync(
            "/api/invitation",
            new { token = TokenIn(saidOnReset), password = ModeratorFixture.Password }
        );
        using var session = await client.PostAsJsonAsync(
            "/api/session",
            new { name = "Hồ Giang", password = ModeratorFixture.Password }
        );
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (old.StatusCode, fresh.StatusCode));
        Assert.Equal("senior", (await session.JsonAsync()).GetProperty("role").GetString());

        static string TokenIn(string said) => said[(said.IndexOf('#', StringComparison.Ordinal) + 1)..].Trim();
    }

    [Fact]
    public async Task Nobody_to_reset_is_said_and_exits_with_1()
    {
        var (code, said) = await RunAsync("", ["reset-password", "Không có ai"]);

        Assert.Equal(1, code);
        Assert.Contains("Nobody is called", said, StringComparison.Ordinal);
    }

    private Task<(int Code, string Said)> RunAsync(string input, string[] args) =>
        ModeratorProcess.RunAsync(moderator.Database.ConnectionString, moderator.Broker.UriOf("moderator"), input, args);
}
